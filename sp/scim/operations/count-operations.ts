import { sql } from 'kysely';
import type { Database } from '../../database/tables.ts';
import { MAX_OPERATIONS_PER_HOUR } from '../limits.ts';
import { ScimError } from '../scim-error.ts';

const HOUR = 60 * 60 * 1000;

/**
 * Counts operations of a company, by the hours of the site's clock; one statement, so that replicas count together. What is refused is not counted.
 *
 * @param count 1, or the operations of a bulk request
 * @throws {ScimError} 429 with Retry-After when the hour has no room for so many (RFC 6585 4)
 */
export async function countOperations(
  db: Database,
  companyId: string,
  now: Date,
  count: number,
): Promise<void> {
  const begin = Math.floor(now.getTime() / HOUR) * HOUR;
  const hour = new Date(begin).toISOString();
  const lastAt = now.toISOString();
  const counted = sql<number>`case when ${sql.ref('scimUsage.hour')} = ${hour} then ${sql.ref('scimUsage.operations')} + ${count} else ${count} end`;
  const { numInsertedOrUpdatedRows = 0n } = await db
    .insertInto('scimUsage')
    .values({ companyId, hour, operations: count, lastAt })
    .onConflict((c) =>
      c
        .column('companyId')
        .doUpdateSet({ hour, operations: counted, lastAt })
        .where(sql<boolean>`${counted} <= ${MAX_OPERATIONS_PER_HOUR}`),
    )
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows > 0n) return;
  const seconds = Math.ceil((begin + HOUR - now.getTime()) / 1000);
  throw new ScimError(
    429,
    `The company has made ${MAX_OPERATIONS_PER_HOUR} operations in this hour. Try again in ${seconds} seconds.`,
    undefined,
    { 'retry-after': String(seconds) },
  );
}
