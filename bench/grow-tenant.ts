import { DatabaseSync } from 'node:sqlite';

/** Tables of which every row is copied, with the columns that must differ from copy to copy. */
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
 * Fills a tenant with copies of the one user and the one application in it, by SQL: through the directory it would take minutes, most of
 * them to hash passwords. Each copy of the user is assigned to the copy of the application with its number, as far as there are some.
 *
 * @param file a database that no process has open.
 * @throws {Error} by SQLite, when the schema has changed so that copies collide.
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
