import { anyContains } from '../../store/any-contains.ts';
import { findAmong } from '../../store/in-chunks.ts';
import { firstInSlices } from '../../store/slices.ts';
import { byName } from './sliced-list.ts';
import type { Database } from './tables.ts';

/** Something that can be ticked in a form. */
export interface Choice {
  id: string;
  displayName: string;
}

/** A tenant may have ten thousand of a kind; a form shows so many, and what is ticked. */
const SHOWN = 50;

export interface Choices {
  /** By name: what is ticked, and as many others as a form has room for. */
  choices: Choice[];
  /** There are others, to be found by a search. */
  more: boolean;
}

/**
 * The groups or the enterprise applications of a tenant for a form to tick, by name.
 *
 * @param search part of the name; empty finds all
 * @param ticked ids that are shown whatever the search is; those that are gone are dropped
 */
export async function findChoices(
  db: Database,
  kind: 'directoryGroup' | 'servicePrincipal',
  { tenantId, search, ticked }: { tenantId: string; search: string; ticked: readonly string[] },
): Promise<Choices> {
  const text = search.trim();
  const all = db.selectFrom(kind).select(['id', 'displayName']).where('tenantId', '=', tenantId);
  const matches = text === '' ? undefined : anyContains(text, ['displayName']);
  const [kept, found] = await Promise.all([
    findAmong(ticked, (some) => all.where('id', 'in', some).execute()),
    firstInSlices({ all, keys: ['displayName', 'id'], matches }, SHOWN + 1),
  ]);
  kept.sort((one, other) => (byName(one, other) ? -1 : 1));
  const ids = new Set(kept.map(({ id }) => id));
  const others = found.slice(0, SHOWN).filter(({ id }) => !ids.has(id));
  return { choices: [...kept, ...others], more: found.length > SHOWN };
}
