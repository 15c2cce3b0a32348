import type { Migration } from 'kysely/migration';

/**
 * How a user signed in, wherever it matters after the sign-in: in the tokens of an application, as a grant control of Conditional Access, and in
 * the sign-in log.
 */
export const authnContext: Migration = {
  async up(db) {
    await db.schema
      .alterTable('servicePrincipal')
      .addColumn('authnContextReporting', 'text', (c) => c.notNull().defaultTo('asCaptured'))
      .execute();
    await db.schema
      .alterTable('conditionalAccessPolicy')
      .addColumn('authenticationStrength', 'text')
      .execute();
    await db.schema
      .alterTable('signIn')
      .addColumn('authenticationDetails', 'text', (c) => c.notNull().defaultTo('[]'))
      .execute();
  },
};
