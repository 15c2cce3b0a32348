import { anyContains } from '../../../store/any-contains.ts';
import { findAmong } from '../../../store/in-chunks.ts';
import { firstInSlices } from '../../../store/slices.ts';
import { findPeople, type Person, searchPeople } from '../people-search.ts';
import type { Database } from '../tables.ts';

/** Who can be assigned to an application: a user or a group. */
export interface Principal {
  id: string;
  type: 'User' | 'Group';
  displayName: string;
  /** userPrincipalName of a user, what a group is for. */
  detail: string;
}

const fromPerson = ({ id, displayName, userPrincipalName }: Person): Principal => ({
  id,
  type: 'User',
  displayName,
  detail: userPrincipalName,
});

const groups = (db: Database, tenantId: string) =>
  db
    .selectFrom('directoryGroup')
    .select(['id', 'displayName', 'description'])
    .where('tenantId', '=', tenantId);

const fromGroup = (group: {
  id: string;
  displayName: string;
  description: string | null;
}): Principal => ({
  id: group.id,
  type: 'Group',
  displayName: group.displayName,
  detail: group.description || 'Group',
});

/** Users and groups whose name contains the text; the first of them for an empty text. */
export async function searchPrincipals(
  db: Database,
  tenantId: string,
  text: string,
): Promise<Principal[]> {
  const search = text.trim();
  const matches = search === '' ? undefined : anyContains(search, ['displayName']);
  const [people, found] = await Promise.all([
    searchPeople(db, tenantId, search, 30),
    firstInSlices({ all: groups(db, tenantId), keys: ['displayName', 'id'], matches }, 20),
  ]);
  return [...people.map(fromPerson), ...found.map(fromGroup)];
}

/** Those of the ids that are users or groups of the tenant. */
export async function findPrincipals(
  db: Database,
  tenantId: string,
  ids: readonly string[],
): Promise<Principal[]> {
  const [people, found] = await Promise.all([
    findPeople(db, tenantId, ids),
    findAmong(ids, (some) => groups(db, tenantId).where('id', 'in', some).execute()),
  ]);
  return [...people.map(fromPerson), ...found.map(fromGroup)];
}
