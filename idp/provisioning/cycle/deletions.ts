import { setImmediate } from 'node:timers/promises';
import { inChunks } from '../../../store/in-chunks.ts';
import { type Link, readLinks } from '../../directory/provisioning/links.ts';
import { writeProvisioning } from '../../directory/provisioning/logs.ts';
import { readGroups, readUsers } from '../source/read-source.ts';
import { type GroupWork, groupTrail, isGroupDeletion } from './provision-group.ts';
import { isDeletion, type UserWork, userTrail } from './provision-user.ts';
import type { Run } from './run.ts';
import type { Trail } from './trail.ts';

interface Counted {
  readonly users: number;
  readonly groups: number;
}

/** A cycle would disable or delete more objects than the administrator allows; nothing was done. */
export class TooManyDeletes extends Error {
  constructor({ users, groups }: Counted, threshold: number) {
    const parts = [
      ...(users > 0 ? [counted(users, 'user')] : []),
      ...(groups > 0 ? [counted(groups, 'group')] : []),
    ];
    super(
      `This cycle would disable or delete ${parts.join(' and ')}, more than the accidental deletion threshold of ${threshold.toLocaleString('en')}. Nothing was done. Allow the deletions, or bring them back into scope and restart provisioning.`,
    );
    this.name = 'TooManyDeletes';
  }
}

const counted = (count: number, noun: string): string =>
  `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;

type Leaving = (UserWork | GroupWork) & { readonly link: Link };

/** Ids of objects that a cycle looks at. */
interface Looked {
  readonly users: readonly string[];
  readonly groups: readonly string[];
}

/**
 * "Prevent accidental deletion" (entra-admin.md 1.8): counts what the cycle would take away before it does anything, users who are disabled or deleted and
 * groups that are deleted (Microsoft, "Enable accidental deletions prevention").
 *
 * @param isLogged whether each of them gets a line in the log, as a staged deletion
 * @throws {TooManyDeletes} when it is more than the threshold
 */
export async function requireFewDeletions(
  run: Run,
  looked: Looked,
  { isLogged }: { isLogged: boolean },
): Promise<void> {
  const threshold = run.settings.accidentalDeletionThreshold;
  if (threshold === null) return;
  const users = await leavingUsers(run, looked.users);
  const groups = await leavingGroups(run, looked.groups);
  if (users.length + groups.length <= threshold) return;
  if (isLogged) {
    await stage(run, users, userTrail);
    await stage(run, groups, groupTrail);
  }
  throw new TooManyDeletes({ users: users.length, groups: groups.length }, threshold);
}

async function leavingUsers(run: Run, ids: readonly string[]): Promise<(UserWork & Leaving)[]> {
  const { db, jobId, scope, roles, clock } = run;
  const leaving: (UserWork & Leaving)[] = [];
  for (const some of inChunks(ids)) {
    const links = await readLinks(db, jobId, some);
    const found = await readUsers(db, scope, [...links.keys()], { roles, now: clock() });
    for (const [id, link] of links) {
      const work = { id, user: found.get(id), link };
      if (isDeletion(run, work)) leaving.push(work);
    }
    await setImmediate();
  }
  return leaving;
}

async function leavingGroups(run: Run, ids: readonly string[]): Promise<(GroupWork & Leaving)[]> {
  const mapping = run.group;
  const leaving: (GroupWork & Leaving)[] = [];
  if (!mapping) return leaving;
  for (const some of inChunks(ids)) {
    const links = await readLinks(run.db, run.jobId, some);
    const found = await readGroups(run.db, run.scope, [...links.keys()]);
    for (const [id, link] of links) {
      const work = { id, group: found.get(id), link };
      if (isGroupDeletion(run, mapping, work)) leaving.push(work);
    }
    await setImmediate();
  }
  return leaving;
}

/** Lines are written so many at a time. */
const BATCH = 50;

/** Says in the log who would be disabled or deleted. */
async function stage<Work extends Leaving>(
  run: Run,
  leaving: readonly Work[],
  trailOf: (run: Run, work: Work) => Trail,
): Promise<void> {
  for (let at = 0; at < leaving.length; at += BATCH) {
    const lines = leaving.slice(at, at + BATCH).map((work) => {
      const trail = trailOf(run, work);
      trail.begin('stageddelete');
      trail.step(
        'EntrySynchronizationSkip',
        'export',
        'It would be disabled or deleted, which waits until the deletions are allowed: there are more than the accidental deletion threshold.',
        { status: 'skipped', details: { SkipReason: 'TooManyDeletes' } },
      );
      return trail.finish('skipped');
    });
    await writeProvisioning(run.db, lines);
    await setImmediate();
  }
}
