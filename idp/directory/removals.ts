import { setImmediate } from 'node:timers/promises';
import type { Database, DirectoryTables } from './tables.ts';

type Kind = DirectoryTables['removal']['kind'];

/** How many rows are removed at once: a few milliseconds. Between two slices, other requests run. */
const SLICE = 250;

/**
 * Notes that the members of a group, or the assignments of an application, are to be removed; part of the transaction that deletes the group or
 * the application. A membership grants nothing without an assignment of the group, nor an assignment without its application.
 */
export async function noteRemoval(tx: Database, kind: Kind, id: string): Promise<void> {
  await tx.insertInto('removal').values({ kind, id }).execute();
}

/** Removes the members and assignments of what was deleted, a slice at a time; also what an interrupted removal left. */
export async function finishRemovals(db: Database): Promise<void> {
  for (;;) {
    const next = await db.selectFrom('removal').selectAll().limit(1).executeTakeFirst();
    if (!next) return;
    while (await removeSlice(db, next)) await setImmediate();
    await db
      .deleteFrom('removal')
      .where('kind', '=', next.kind)
      .where('id', '=', next.id)
      .execute();
  }
}

/** @returns whether there may be more */
async function removeSlice(db: Database, { kind, id }: { kind: Kind; id: string }) {
  const removed =
    kind === 'members'
      ? await db
          .deleteFrom('groupMember')
          .where('groupId', '=', id)
          .where('userId', 'in', (e) =>
            e.selectFrom('groupMember').select('userId').where('groupId', '=', id).limit(SLICE),
          )
          .executeTakeFirst()
      : await db
          .deleteFrom('appRoleAssignment')
          .where('id', 'in', (e) =>
            e
              .selectFrom('appRoleAssignment')
              .select('id')
              .where('resourceId', '=', id)
              .limit(SLICE),
          )
          .executeTakeFirst();
  return removed.numDeletedRows > 0n;
}
