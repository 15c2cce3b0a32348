import { setImmediate } from 'node:timers/promises';
import { inChunks } from '../../../store/in-chunks.ts';
import { readLinks } from '../../directory/provisioning/links.ts';
import { readUsers } from '../source/read-source.ts';
import { isDeletion } from './provision-user.ts';
import type { Run } from './run.ts';

/** A cycle would disable or delete more users than the administrator allows; nothing was done. */
export class TooManyDeletes extends Error {
  constructor(deletions: number, threshold: number) {
    super(
      `This cycle would disable or delete ${deletions.toLocaleString('en')} users, more than the accidental deletion threshold of ${threshold.toLocaleString('en')}. Nothing was done. Allow the deletions, or bring the users back into scope and restart provisioning.`,
    );
    this.name = 'TooManyDeletes';
  }
}

/**
 * "Prevent accidental deletion" (entra-admin.md 1.8): counts what the cycle would take away before it does anything.
 *
 * @throws {TooManyDeletes} when it is more than the threshold
 */
export async function requireFewDeletions(run: Run, users: readonly string[]): Promise<void> {
  const threshold = run.settings.accidentalDeletionThreshold;
  if (threshold === null) return;
  let deletions = 0;
  for (const ids of inChunks(users)) {
    const links = await readLinks(run.db, run.jobId, ids);
    const linked = [...links.keys()];
    const { roles } = run;
    const found = await readUsers(run.db, run.scope, linked, { roles, now: run.clock() });
    for (const [id, link] of links)
      if (isDeletion(run, { user: found.get(id), link })) deletions += 1;
    await setImmediate();
  }
  if (deletions > threshold) throw new TooManyDeletes(deletions, threshold);
}
