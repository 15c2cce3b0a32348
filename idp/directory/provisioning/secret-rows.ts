import type { Database } from '../tables.ts';

/** What is stored of an application's connection and settings, by key; with its secrets. */
export async function secretsOf(
  db: Database,
  servicePrincipalId: string,
): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('synchronizationSecret')
    .selectAll()
    .where('servicePrincipalId', '=', servicePrincipalId)
    .execute();
  return new Map(rows.map(({ key, value }) => [key, value]));
}

/** Writes values in the caller's transaction, or in one statement each. */
export async function writeSecrets(
  db: Database,
  servicePrincipalId: string,
  values: ReadonlyMap<string, string>,
): Promise<void> {
  for (const [key, value] of values)
    await db
      .insertInto('synchronizationSecret')
      .values({ servicePrincipalId, key, value })
      .onConflict((c) => c.columns(['servicePrincipalId', 'key']).doUpdateSet({ value }))
      .execute();
}

/** Forgets values, in the caller's transaction. */
export async function removeSecrets(
  db: Database,
  servicePrincipalId: string,
  keys: readonly string[],
): Promise<void> {
  if (keys.length === 0) return;
  await db
    .deleteFrom('synchronizationSecret')
    .where('servicePrincipalId', '=', servicePrincipalId)
    .where('key', 'in', [...keys])
    .execute();
}
