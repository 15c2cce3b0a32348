import type { Migration } from 'kysely/migration';

/** What Entra does in some tenants and not in others, as settings of the tenant. */
export const requestChecks: Migration = {
  async up(db) {
    const alter = () => db.schema.alterTable('tenant');
    await alter()
      .addColumn('unknownIssuerCode', 'integer', (c) => c.notNull().defaultTo(700016))
      .execute();
    for (const name of ['checksDestination', 'checksIssueInstant'])
      await alter()
        .addColumn(name, 'integer', (c) => c.notNull().defaultTo(0))
        .execute();
  },
};
