import { anyContains } from '../../store/any-contains.ts';
import { caseKey } from '../../store/case-key.ts';
import { findAmong } from '../../store/in-chunks.ts';
import { firstInSlices } from '../../store/slices.ts';
import type { Database } from './tables.ts';

/** A user as lists and choices show them. */
export interface Person {
  id: string;
  displayName: string;
  userPrincipalName: string;
}

/** The users of a tenant, in no order. */
export const people = (db: Database, tenantId: string) =>
  db
    .selectFrom('directoryUser')
    .select(['id', 'displayName', 'userPrincipalName'])
    .where('tenantId', '=', tenantId);

/** Users whose display name or userPrincipalName contains the text, sorted by name; an empty text finds all, up to `limit`. */
export function searchPeople(
  db: Database,
  tenantId: string,
  text: string,
  limit = 50,
): Promise<Person[]> {
  const search = text.trim();
  const matches = search === '' ? undefined : anyContains(search, ['displayName', 'signInName']);
  const list = { all: people(db, tenantId), keys: ['displayName', 'id'], matches };
  return firstInSlices(list, limit);
}

/** The users of the tenant among these ids. */
export async function findPeople(
  db: Database,
  tenantId: string,
  ids: readonly string[],
): Promise<Person[]> {
  return findAmong(ids, (some) => people(db, tenantId).where('id', 'in', some).execute());
}

/** The users of the tenant among these userPrincipalNames, in any letter case. */
export async function findPeopleByName(
  db: Database,
  tenantId: string,
  names: readonly string[],
): Promise<Person[]> {
  return findAmong(names.map(caseKey), (some) =>
    people(db, tenantId).where('signInName', 'in', some).execute(),
  );
}
