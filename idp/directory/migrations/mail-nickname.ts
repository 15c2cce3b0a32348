import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

interface User {
  id: string;
  userPrincipalName: string;
  mailNickname: string;
}

/** Mail nickname and user type. Existing users become members with the mail nickname that Entra would derive. */
export const mailNickname: Migration = {
  async up(db: Kysely<{ directoryUser: User }>) {
    const alter = () => db.schema.alterTable('directoryUser');
    await alter()
      .addColumn('mailNickname', 'text', (c) => c.notNull().defaultTo(''))
      .execute();
    await alter()
      .addColumn('userType', 'text', (c) => c.notNull().defaultTo('Member'))
      .execute();
    const users = await db
      .selectFrom('directoryUser')
      .select(['id', 'userPrincipalName'])
      .execute();
    for (const { id, userPrincipalName } of users) {
      const nickname = userPrincipalName.slice(0, userPrincipalName.lastIndexOf('@'));
      await db
        .updateTable('directoryUser')
        .set({ mailNickname: nickname })
        .where('id', '=', id)
        .execute();
    }
  },
};
