import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { isPostgres } from '../../../store/kind.ts';

/** Columns of a user that provisioning can read; the others, such as the password, change with sign-ins. */
const userColumns = [
  ...['userPrincipalName', 'displayName', 'givenName', 'surname', 'mail', 'mailNickname'],
  ...['userType', 'accountEnabled', 'profile', 'onPremisesImmutableId', 'externalUserState'],
  'managerId',
];

const groupColumns = ['displayName', 'description', 'mailNickname', 'mailEnabled'];

/** What notes a change: the table, what happens to a row, and the columns that name the objects that changed. */
interface Noted {
  readonly table: string;
  readonly on: 'insert' | 'delete' | 'update';
  readonly of?: readonly string[];
  readonly objects: readonly string[];
}

const noted: readonly Noted[] = [
  { table: 'directoryUser', on: 'insert', objects: ['id'] },
  { table: 'directoryUser', on: 'delete', objects: ['id'] },
  { table: 'directoryUser', on: 'update', of: userColumns, objects: ['id'] },
  { table: 'deletedUser', on: 'insert', objects: ['id'] },
  { table: 'deletedUser', on: 'delete', objects: ['id'] },
  { table: 'directoryGroup', on: 'insert', objects: ['id'] },
  { table: 'directoryGroup', on: 'delete', objects: ['id'] },
  { table: 'directoryGroup', on: 'update', of: groupColumns, objects: ['id'] },
  { table: 'groupMember', on: 'insert', objects: ['groupId', 'userId'] },
  { table: 'groupMember', on: 'delete', objects: ['groupId', 'userId'] },
  { table: 'appRoleAssignment', on: 'insert', objects: ['principalId'] },
  { table: 'appRoleAssignment', on: 'delete', objects: ['principalId'] },
];

/**
 * Which objects changed since a number, for incremental cycles of provisioning. Triggers write it, so that no write can forget it: neither an act
 * that a page or the library calls, nor the removal of members, nor housekeeping.
 *
 * SQLite writes one transaction at a time, so numbers are given in the order of commits; it keeps the last number of an object, and nothing while
 * there is no job. PostgreSQL commits in any order: there the number is that of the transaction, and a reader stops below the oldest one that is
 * still open (`../provisioning/changes.ts`). A transaction only adds rows with its number, so none waits for another.
 */
export const directoryChanges: Migration = {
  async up(db) {
    await db.schema
      .createTable('directoryChange')
      .addColumn('objectId', 'text', (c) => c.notNull())
      .addColumn('changeNumber', 'integer', (c) => c.notNull())
      .addPrimaryKeyConstraint('directoryChangeKey', ['objectId', 'changeNumber'])
      .execute();
    await db.schema
      .createIndex('directoryChangeByNumber')
      .on('directoryChange')
      .columns(['changeNumber', 'objectId'])
      .execute();
    if (isPostgres(db)) await noteOnPostgres(db);
    else for (const one of noted) await noteOnSqlite(db, one);
  },
};

const nameOf = ({ table, on }: Noted) => `${table}_${on}_noted`;

async function noteOnSqlite(db: Kysely<unknown>, one: Noted): Promise<void> {
  const columns = one.of
    ? sql` of ${sql.join(one.of.map((column) => sql.ref(column)))}`
    : sql.raw('');
  const row = one.on === 'delete' ? 'old' : 'new';
  const notes = one.objects.map((column) => {
    const id = sql.ref(`${row}.${column}`);
    return sql`
      insert into "directoryChange" ("objectId", "changeNumber")
        values (${id}, (select coalesce(max("changeNumber"), 0) + 1 from "directoryChange"));
      delete from "directoryChange" where "objectId" = ${id}
        and "changeNumber" < (select max("changeNumber") from "directoryChange");`;
  });
  await sql`
    create trigger ${sql.id(nameOf(one))} after ${sql.raw(one.on)}${columns} on ${sql.table(one.table)}
    when exists (select 1 from "synchronizationJob")
    begin ${sql.join(notes, sql.raw(''))} end`.execute(db);
}

async function noteOnPostgres(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function "noteDirectoryChange"() returns trigger language plpgsql as $$
    declare
      changed jsonb := to_jsonb(case when tg_op = 'DELETE' then old else new end);
      place text;
    begin
      foreach place in array tg_argv loop
        execute format('insert into %I."directoryChange" ("objectId", "changeNumber") values ($1, $2) on conflict do nothing', tg_table_schema)
          using changed ->> place, pg_current_xact_id()::text::bigint;
      end loop;
      return null;
    end $$`.execute(db);
  for (const one of noted) {
    const columns = one.of
      ? sql` of ${sql.join(one.of.map((column) => sql.ref(column)))}`
      : sql.raw('');
    const objects = sql.join(one.objects.map((column) => sql.lit(column)));
    await sql`
      create trigger ${sql.id(nameOf(one))} after ${sql.raw(one.on)}${columns} on ${sql.table(one.table)}
      for each row execute function "noteDirectoryChange"(${objects})`.execute(db);
  }
}
