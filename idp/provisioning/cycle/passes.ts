import { findAmong } from '../../../store/in-chunks.ts';
import { linkedWithReferences, readLinks } from '../../directory/provisioning/links.ts';
import type { Database } from '../../directory/tables.ts';
import { membersOf } from '../source/candidates.ts';
import { readGroups, readUsers } from '../source/read-source.ts';
import { type CycleUnderWay, noteProgress } from './cycle-state.ts';
import { inParallel } from './in-parallel.ts';
import { withObject } from './object-lock.ts';
import type { Outcome } from './outcome.ts';
import { provisionGroup } from './provision-group.ts';
import { provisionMembers } from './provision-members.ts';
import { hasReferences, provisionReferences } from './provision-references.ts';
import { provisionUser } from './provision-user.ts';
import type { Run } from './run.ts';
import type { Ledger } from './settle.ts';
import { CycleEnded, Reachability } from './stop-cycle.ts';
import type { Tally } from './tally.ts';

/** Objects that are read together; between two slices the cycle notes how far it is. */
const SLICE = 200;

/** Users that are worked on at once; how many connections Entra opens is not published (scim.md a.1). */
const AT_ONCE = 8;

/** What the passes of a cycle share. */
export interface Pass {
  readonly run: Run;
  readonly ledger: Ledger;
  readonly tally: Tally;
  readonly signal: AbortSignal;
}

/** Users, a slice at a time. @returns those that were created or found, who have no references yet */
export async function userPass(
  pass: Pass,
  cycle: CycleUnderWay,
  users: readonly string[],
): Promise<Set<string>> {
  const { run } = pass;
  const created = new Set<string>();
  const left =
    cycle.kind === 'initial' && cycle.after !== null
      ? users.filter((id) => id > (cycle.after ?? ''))
      : users;
  const done = users.length - left.length;
  await inSlices(
    pass,
    left,
    { name: 'Users', cycle, done, total: users.length, isResumable: true },
    async (ids) => {
      const links = await readLinks(run.db, run.jobId, ids);
      const found = await readUsers(run.db, run.scope, ids, { roles: run.roles, now: run.clock() });
      return async (id) => {
        const link = links.get(id);
        const outcome = await withObject(run.connection.address, id, () =>
          provisionUser(run, { id, user: found.get(id), link }),
        );
        if (!link && outcome.link && outcome.link !== 'removed') created.add(id);
        return [outcome];
      };
    },
  );
  return created;
}

/** The second pass: managers. In an initial cycle every user who has one, in the order of ids. */
export async function referencePass(
  pass: Pass,
  cycle: CycleUnderWay,
  changed: readonly string[],
  created: ReadonlySet<string>,
): Promise<void> {
  const { run } = pass;
  if (run.user.references.length === 0) return;
  const users = cycle.kind === 'initial' ? await linkedWithReferences(run.db, run.jobId) : changed;
  await inSlices(
    pass,
    users,
    { name: 'References', cycle, done: 0, total: users.length },
    async (ids) => {
      const links = await readLinks(run.db, run.jobId, ids);
      const found = await readUsers(run.db, run.scope, ids, { roles: run.roles, now: run.clock() });
      const managerIds = [...found.values()].flatMap(({ row }) => row.managerId ?? []);
      const managers = await readLinks(run.db, run.jobId, managerIds);
      const waiting = await waitingAmong(run.db, run.jobId, managerIds);
      return async (id) => {
        const [user, link] = [found.get(id), links.get(id)];
        if (!user || link?.state !== 'provisioned' || !hasReferences(run, { user, link }))
          return [];
        const managerId = user.row.managerId ?? '';
        return [
          await withObject(run.connection.address, id, () =>
            provisionReferences(run, {
              user,
              link,
              manager: managers.get(managerId),
              isManagerWaiting: waiting.has(managerId),
              isNew: created.has(id),
            }),
          ),
        ];
      };
    },
  );
}

/** Groups, and then their members; nested groups are not read (entra-admin.md 4.3). */
export async function groupPass(
  pass: Pass,
  cycle: CycleUnderWay,
  groups: readonly string[],
): Promise<void> {
  const { run } = pass;
  const mapping = run.group;
  if (!mapping) return;
  const progress = { cycle, done: 0, total: groups.length };
  await inSlices(pass, groups, { name: 'Groups', ...progress }, async (ids) => {
    const links = await readLinks(run.db, run.jobId, ids);
    const found = await readGroups(run.db, run.scope, ids);
    return async (id) => [
      await withObject(run.connection.address, id, () =>
        provisionGroup(run, mapping, { id, group: found.get(id), link: links.get(id) }),
      ),
    ];
  });
  if (mapping.references.length === 0) return;
  await inSlices(pass, groups, { name: 'Members', ...progress }, async (ids) => {
    const links = await readLinks(run.db, run.jobId, ids);
    const found = await readGroups(run.db, run.scope, ids);
    const members = await membersOf(run.db, [...links.keys()]);
    const waiting = await waitingAmong(run.db, run.jobId, members);
    return async (id) => {
      const [group, link] = [found.get(id), links.get(id)];
      if (!group || !link) return [];
      return [
        await withObject(run.connection.address, id, () =>
          provisionMembers(run, { id, group, link }, { waiting }),
        ),
      ];
    };
  });
}

/** The users among these that failed and are tried again. */
export async function waitingAmong(
  db: Database,
  jobId: string,
  ids: readonly string[],
): Promise<Set<string>> {
  const rows = await findAmong(ids, (some) =>
    db
      .selectFrom('synchronizationEscrow')
      .select('objectId')
      .where('jobId', '=', jobId)
      .where('kind', '=', 'object')
      .where('objectId', 'in', some)
      .execute(),
  );
  return new Set(rows.map(({ objectId }) => objectId));
}

interface SliceProgress {
  readonly name: string;
  readonly cycle: CycleUnderWay;
  /** How many were done before. */
  readonly done: number;
  readonly total: number;
  /** After a kill the pass goes on behind the last slice. */
  readonly isResumable?: boolean;
}

/** @param read reads what a slice needs, and returns the work on one of its objects */
async function inSlices(
  { run, ledger, tally, signal }: Pass,
  ids: readonly string[],
  { name, cycle, done, total, isResumable = false }: SliceProgress,
  read: (ids: readonly string[]) => Promise<(id: string) => Promise<Outcome[]>>,
): Promise<void> {
  const reachability = new Reachability();
  for (let at = 0; at < ids.length; at += SLICE) {
    const slice = ids.slice(at, at + SLICE);
    const work = await read(slice);
    try {
      await inParallel(slice, AT_ONCE, async (id) => {
        if (signal.aborted) throw new CycleEnded();
        for (const outcome of await work(id)) {
          tally.note(outcome);
          await ledger.add(outcome);
          reachability.note(outcome);
        }
      });
    } finally {
      await ledger.flush();
    }
    const completed = done + Math.min(at + SLICE, ids.length);
    tally.at(name, completed, total);
    const after =
      isResumable && cycle.kind === 'initial' ? (slice.at(-1) ?? null) : lastOf(cycle, isResumable);
    await noteProgress(run.db, run.jobId, { ...cycle, after }, tally.progress);
  }
}

/** Of passes after that of users: every user is done. */
const lastOf = (cycle: CycleUnderWay, isUsers: boolean): string | null =>
  cycle.kind === 'initial' && !isUsers ? '\uffff' : cycle.after;
