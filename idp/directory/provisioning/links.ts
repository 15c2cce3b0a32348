import { isForeignKeyViolation } from '../../../store/foreign-key-violation.ts';
import { findAmong, inChunks } from '../../../store/in-chunks.ts';
import type { Database, SynchronizationLinkRow } from '../tables.ts';

/** `provisioned`; `disabled`: its account is disabled or deleted; `unmanaged`: it left the scope, and nothing that happens to it later counts. */
export type LinkState = 'provisioned' | 'disabled' | 'unmanaged';

/** Which object of the application belongs to an object of the tenant. */
export interface Link {
  readonly sourceId: string;
  readonly objectType: string;
  readonly targetId: string;
  readonly state: LinkState;
  /** References that the application was told, by attribute: the id there. */
  readonly references: Readonly<Record<string, string>>;
}

const linkOf = (row: SynchronizationLinkRow): Link => ({
  sourceId: row.sourceId,
  objectType: row.objectType,
  targetId: row.targetId,
  state: row.state as LinkState,
  references: JSON.parse(row.exported) as Record<string, string>,
});

/** The links of these objects, by their ids. */
export async function readLinks(
  db: Database,
  jobId: string,
  sourceIds: readonly string[],
): Promise<Map<string, Link>> {
  const rows = await findAmong(sourceIds, (some) =>
    db
      .selectFrom('synchronizationLink')
      .selectAll()
      .where('jobId', '=', jobId)
      .where('sourceId', 'in', some)
      .execute(),
  );
  return new Map(rows.map((row) => [row.sourceId, linkOf(row)]));
}

/** Whether an object of the tenant has an object in the application, by any job. */
export async function isLinked(
  db: Database,
  servicePrincipalId: string,
  sourceId: string,
): Promise<boolean> {
  const row = await db
    .selectFrom('synchronizationLink as link')
    .innerJoin('synchronizationJob as job', 'job.id', 'link.jobId')
    .select('link.targetId')
    .where('job.servicePrincipalId', '=', servicePrincipalId)
    .where('link.sourceId', '=', sourceId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Which object of the tenant an object of the application belongs to. */
export async function sourceOfTarget(
  db: Database,
  jobId: string,
  objectType: string,
  targetId: string,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('synchronizationLink')
    .select('sourceId')
    .where('jobId', '=', jobId)
    .where('objectType', '=', objectType)
    .where('targetId', '=', targetId)
    .executeTakeFirst();
  return row?.sourceId;
}

export async function writeLinks(
  db: Database,
  jobId: string,
  links: readonly Link[],
): Promise<void> {
  for (const some of inChunks(links))
    await db
      .insertInto('synchronizationLink')
      .values(
        some.map(({ references, ...link }) => ({
          jobId,
          ...link,
          exported: JSON.stringify(references),
        })),
      )
      .onConflict((c) =>
        c.columns(['jobId', 'sourceId']).doUpdateSet((e) => ({
          targetId: e.ref('excluded.targetId'),
          state: e.ref('excluded.state'),
          exported: e.ref('excluded.exported'),
        })),
      )
      .execute();
}

/** Forgets an object of the application, with its memberships there. */
export async function removeLinks(
  db: Database,
  jobId: string,
  sourceIds: readonly string[],
): Promise<void> {
  for (const some of inChunks(sourceIds)) {
    await db
      .deleteFrom('synchronizationLink')
      .where('jobId', '=', jobId)
      .where('sourceId', 'in', some)
      .execute();
    for (const column of ['memberId', 'groupId'] as const)
      await db
        .deleteFrom('synchronizationMember')
        .where('jobId', '=', jobId)
        .where(column, 'in', some)
        .execute();
  }
}

/** Users whose references a whole cycle looks at: those with a manager, and those of whom the application was told one. In the order of ids. */
export async function linkedWithReferences(db: Database, jobId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('synchronizationLink as link')
    .leftJoin('directoryUser as user', 'user.id', 'link.sourceId')
    .select('link.sourceId')
    .where('link.jobId', '=', jobId)
    .where('link.objectType', '=', 'User')
    .where((e) => e.or([e('user.managerId', 'is not', null), e('link.exported', '!=', '{}')]))
    .orderBy('link.sourceId')
    .execute();
  return rows.map(({ sourceId }) => sourceId);
}

/** How many objects of each kind are linked. */
export async function countLinks(
  db: Database,
  jobId: string,
): Promise<{ key: string; value: number }[]> {
  const rows = await db
    .selectFrom('synchronizationLink')
    .select((e) => ['objectType as key', e.fn.countAll<number>().as('value')])
    .where('jobId', '=', jobId)
    .groupBy('objectType')
    .orderBy('objectType', 'desc')
    .execute();
  return rows.map(({ key, value }) => ({ key, value: Number(value) }));
}

/** The members of a group that the application was told, by their ids in the tenant. */
export async function exportedMembers(
  db: Database,
  jobId: string,
  groupId: string,
): Promise<Set<string>> {
  const rows = await db
    .selectFrom('synchronizationMember')
    .select('memberId')
    .where('jobId', '=', jobId)
    .where('groupId', '=', groupId)
    .execute();
  return new Set(rows.map(({ memberId }) => memberId));
}

/** Notes that the application was told of a member. Of a job that was deleted meanwhile, nothing is noted. */
export async function noteMember(
  db: Database,
  member: { jobId: string; groupId: string; memberId: string },
): Promise<void> {
  try {
    await db
      .insertInto('synchronizationMember')
      .values(member)
      .onConflict((c) => c.doNothing())
      .execute();
  } catch (error) {
    if (!isForeignKeyViolation(error)) throw error;
  }
}

/** Forgets which members the application was told, so that every group is told all of them again. */
export async function forgetMembers(db: Database, jobId: string): Promise<void> {
  await db.deleteFrom('synchronizationMember').where('jobId', '=', jobId).execute();
}

/** Notes that the application was told that somebody is no member any more. */
export async function forgetMember(
  db: Database,
  { jobId, groupId, memberId }: { jobId: string; groupId: string; memberId: string },
): Promise<void> {
  await db
    .deleteFrom('synchronizationMember')
    .where('jobId', '=', jobId)
    .where('groupId', '=', groupId)
    .where('memberId', '=', memberId)
    .execute();
}
