import type { Migration } from 'kysely/migration';

/** An application can require signed requests; its verification certificates are among the `publicKeyCredential`. */
export const signedRequests: Migration = {
  async up(db) {
    await db.schema
      .alterTable('servicePrincipal')
      .addColumn('isSignedRequestRequired', 'integer', (c) => c.notNull().defaultTo(0))
      .execute();
    await db.schema
      .alterTable('servicePrincipal')
      .addColumn('allowedWeakAlgorithms', 'text')
      .execute();
  },
};
