import type { RawBuilder, SelectQueryBuilder, SqlBool } from 'kysely';
import { type Found, ordered, type Page, pageInSlices } from '../../store/slices.ts';
import { pageOf } from './paged-list.ts';

/**
 * One page of what a tenant has of a kind, by name. Without a search SQLite finds the page and the count in an index, in a few milliseconds.
 *
 * @param all has an index `tenantId`, `displayName`, `id`
 */
export function tenantPage<Tables, From extends keyof Tables, Row>(
  all: SelectQueryBuilder<Tables, From, Row>,
  matches: RawBuilder<SqlBool> | undefined,
  page: Page,
): Promise<Found<Row>> {
  const keys = ['displayName', 'id'];
  return matches ? pageInSlices({ all, keys, matches }, page) : pageOf(ordered(all, keys), page);
}

/** For rows whose keys are not their names. */
export function byName<Row extends { displayName: string; id: string }>(one: Row, other: Row) {
  return one.displayName === other.displayName
    ? one.id < other.id
    : one.displayName < other.displayName;
}
