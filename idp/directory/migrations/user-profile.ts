import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

interface User {
  passwordHash: string;
  createdDateTime: string;
  lastPasswordChangeDateTime: string | null;
}

/** The properties of a user that no query asks for, and when the password was set; for existing users that is when they were created. */
export const userProfile: Migration = {
  async up(db: Kysely<{ directoryUser: User }>) {
    const alter = () => db.schema.alterTable('directoryUser');
    await alter().addColumn('profile', 'text').execute();
    await alter().addColumn('lastPasswordChangeDateTime', 'text').execute();
    await db
      .updateTable('directoryUser')
      .set((e) => ({ lastPasswordChangeDateTime: e.ref('createdDateTime') }))
      .where('passwordHash', '!=', '')
      .execute();
  },
};
