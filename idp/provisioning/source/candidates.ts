import { findAmong } from '../../../store/in-chunks.ts';
import { changedObjects } from '../../directory/provisioning/changes.ts';
import type { Database } from '../../directory/tables.ts';
import type { SourceScope } from './read-source.ts';

/** What a cycle looks at: ids in order, each once. */
export interface Candidates {
  readonly users: readonly string[];
  readonly groups: readonly string[];
}

const sorted = (ids: Iterable<string>): string[] => [...new Set(ids)].toSorted();

interface Job extends SourceScope {
  readonly id: string;
  readonly syncAll: boolean;
}

/** For an initial cycle: everything in scope, and everything that is linked, as that may have left the scope. */
export async function allCandidates(db: Database, job: Job): Promise<Candidates> {
  const { tenantId, servicePrincipalId, syncAll } = job;
  const assigned = await db
    .selectFrom('appRoleAssignment')
    .select(['principalId as id', 'principalType as type'])
    .where('resourceId', '=', servicePrincipalId)
    .execute();
  const links = await db
    .selectFrom('synchronizationLink')
    .select(['sourceId as id', 'objectType as type'])
    .where('jobId', '=', job.id)
    .execute();
  const of = (type: string) =>
    [...(syncAll ? [] : assigned), ...links].filter((one) => one.type === type).map(({ id }) => id);
  if (!syncAll)
    return {
      users: sorted([
        ...of('User'),
        ...(await membersOf(
          db,
          assigned.filter(({ type }) => type === 'Group').map(({ id }) => id),
        )),
      ]),
      groups: sorted(of('Group')),
    };
  const everything = (table: 'directoryUser' | 'directoryGroup') =>
    db.selectFrom(table).select('id').where('tenantId', '=', tenantId).execute();
  const [users, groups] = [await everything('directoryUser'), await everything('directoryGroup')];
  return {
    users: sorted([...users.map(({ id }) => id), ...of('User')]),
    groups: sorted([...groups.map(({ id }) => id), ...of('Group')]),
  };
}

/**
 * For an incremental cycle: what changed in the numbers from `from` to before `to`. A group that was assigned, unassigned or deleted changes the scope of
 * its members; those of a deleted group are among the changes themselves.
 */
export async function changedCandidates(
  db: Database,
  job: Job,
  { from, to }: { from: number; to: number },
): Promise<Candidates> {
  const changed = await changedObjects(db, from, to);
  const groups = await findAmong(changed, (some) =>
    db.selectFrom('directoryGroup').select('id').where('id', 'in', some).execute(),
  );
  const linkedGroups = await findAmong(changed, (some) =>
    db
      .selectFrom('synchronizationLink')
      .select('sourceId as id')
      .where('jobId', '=', job.id)
      .where('objectType', '=', 'Group')
      .where('sourceId', 'in', some)
      .execute(),
  );
  const groupIds = sorted([...groups, ...linkedGroups].map(({ id }) => id));
  const isGroup = new Set(groupIds);
  const members = job.syncAll ? [] : await membersOf(db, groupIds);
  return {
    users: sorted([...changed.filter((id) => !isGroup.has(id)), ...members]),
    groups: groupIds,
  };
}

/** The direct members of groups. */
export async function membersOf(db: Database, groupIds: readonly string[]): Promise<string[]> {
  const rows = await findAmong(groupIds, (some) =>
    db.selectFrom('groupMember').select('userId').distinct().where('groupId', 'in', some).execute(),
  );
  return rows.map(({ userId }) => userId);
}
