import { DatabaseSync } from 'node:sqlite';

/** The tables whose rows are copied, with the columns that must differ between copies. */
const ofUser = { directoryUser: ['id', 'userPrincipalName', 'signInName', 'mail'] };
const ofApplication = {
  application: ['id', 'appId', 'displayName'],
  servicePrincipal: ['id', 'applicationId', 'appId', 'displayName'],
  servicePrincipalName: ['name', 'servicePrincipalId'],
  appRole: ['id', 'servicePrincipalId'],
  appRoleAssignment: ['id', 'principalId', 'resourceId'],
  keyCredential: ['keyId', 'ownerId', 'thumbprint'],
};

/**
 * Fills a tenant with copies of its only user and its only application, in SQL: the directory would take minutes, mostly to hash passwords.
 * Each copy of the application has the copy of the user with the same number assigned.
 *
 * @param file a database that no process has open
 * @throws {Error} SQLite's, when the schema has changed so that copies collide
 */
export function growTenant(
  file: string,
  { users, applications }: { users: number; applications: number },
): void {
  const database = new DatabaseSync(file);
  try {
    database.exec('begin');
    copy(database, ofUser, users);
    copy(database, ofApplication, applications);
    database.exec('commit');
  } finally {
    database.close();
  }
}

function copy(
  database: DatabaseSync,
  tables: Readonly<Record<string, readonly string[]>>,
  count: number,
) {
  for (const [table, differing] of Object.entries(tables)) {
    const columns = database.prepare(`select name from pragma_table_info('${table}')`).all();
    const names = columns.map(({ name }) => String(name));
    const values = names.map((name) =>
      differing.includes(name) ? `"${name}" || '-' || n` : `"${name}"`,
    );
    database.exec(
      `with recursive copies(n) as (select 1 union all select n + 1 from copies where n < ${count})
       insert into "${table}" (${names.map((name) => `"${name}"`).join(', ')})
       select ${values.join(', ')} from "${table}", copies`,
    );
  }
}
