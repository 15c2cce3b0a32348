import { type Kysely, sql } from 'kysely';

/** Employees get the columns of SCIM, and companies the tables of employee provisioning. */
export async function provisioning(db: Kysely<unknown>): Promise<void> {
  await employeeColumns(db);
  await employeeNames(db);
  await companySettings(db);
  await groups(db);
  await refusedSignIns(db);
}

async function employeeColumns(db: Kysely<unknown>): Promise<void> {
  const add = (name: string, type: 'text' | 'integer', initial?: string | number) =>
    db.schema
      .alterTable('employee')
      .addColumn(name, type, (c) => (initial === undefined ? c : c.notNull().defaultTo(initial)))
      .execute();
  await add('userName', 'text', '');
  await add('userNameKey', 'text', '');
  await add('externalId', 'text');
  await add('employeeNumber', 'text');
  await add('active', 'integer', 1);
  await add('source', 'text', 'manual');
  await add('attributes', 'text');
  await add('changedAt', 'text', '');
  await db.schema
    .alterTable('employee')
    .addColumn('managerId', 'text', (c) => c.references('employee.id').onDelete('set null'))
    .execute();
  await sql`update ${sql.table('employee')} set ${sql.ref('userName')} = ${sql.ref('email')},
    ${sql.ref('userNameKey')} = ${sql.ref('emailKey')}, ${sql.ref('changedAt')} = ${sql.ref('createdAt')}`.execute(
    db,
  );
  await db.schema
    .createIndex('employeeUserName')
    .unique()
    .on('employee')
    .columns(['companyId', 'userNameKey'])
    .execute();
  await index(db, 'employee', ['companyId', 'externalId']);
  await index(db, 'employee', ['companyId', 'employeeNumber']);
  await index(db, 'employee', ['companyId', 'createdAt', 'id']); // the order of SCIM's pages
  await index(db, 'employee', ['managerId']);
}

async function employeeNames(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('employeeSignInName')
    .addColumn('companyId', 'text', (c) => c.notNull().references('company.id'))
    .addColumn('nameKey', 'text', (c) => c.notNull())
    .addColumn('employeeId', 'text', (c) =>
      c.notNull().references('employee.id').onDelete('cascade'),
    )
    .addPrimaryKeyConstraint('employeeSignInNameOnce', ['companyId', 'nameKey'])
    .execute();
  await index(db, 'employeeSignInName', ['employeeId']);
  await index(db, 'employeeSignInName', ['nameKey']);
  await db.schema
    .createTable('employeeMailAddress')
    .addColumn('companyId', 'text', (c) => c.notNull().references('company.id'))
    .addColumn('addressKey', 'text', (c) => c.notNull())
    .addColumn('employeeId', 'text', (c) =>
      c.notNull().references('employee.id').onDelete('cascade'),
    )
    .addPrimaryKeyConstraint('employeeMailAddressOnce', ['companyId', 'addressKey', 'employeeId'])
    .execute();
  await index(db, 'employeeMailAddress', ['employeeId']);
  for (const [table, column] of [
    ['employeeSignInName', 'nameKey'],
    ['employeeMailAddress', 'addressKey'],
  ] as const)
    await sql`insert into ${sql.table(table)} (${sql.ref('companyId')}, ${sql.ref(column)}, ${sql.ref('employeeId')})
      select ${sql.ref('companyId')}, ${sql.ref('emailKey')}, ${sql.ref('id')} from ${sql.table('employee')}`.execute(
      db,
    );
}

async function companySettings(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('provisioning')
    .addColumn('companyId', 'text', (c) => c.primaryKey().references('company.id'))
    .addColumn('enabled', 'integer', (c) => c.notNull())
    .addColumn('tokenHash', 'text', (c) => c.unique())
    .addColumn('tokenHint', 'text')
    .addColumn('tokenMadeAt', 'text')
    .addColumn('groups', 'integer', (c) => c.notNull().defaultTo(0))
    .addColumn('uniqueIdentifier', 'text', (c) => c.notNull().defaultTo('email'))
    .addColumn('faults', 'text', (c) => c.notNull().defaultTo('[]'))
    .execute();
  await db.schema
    .createTable('scimUsage')
    .addColumn('companyId', 'text', (c) => c.primaryKey().references('company.id'))
    .addColumn('hour', 'text', (c) => c.notNull())
    .addColumn('operations', 'integer', (c) => c.notNull())
    .addColumn('requests', 'integer', (c) => c.notNull().defaultTo(0))
    .addColumn('lastAt', 'text', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('scimOperation')
    .addColumn('companyId', 'text', (c) => c.notNull().references('company.id'))
    .addColumn('slot', 'integer', (c) => c.notNull())
    .addColumn('number', 'integer', (c) => c.notNull())
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('method', 'text', (c) => c.notNull())
    .addColumn('path', 'text', (c) => c.notNull())
    .addColumn('status', 'integer', (c) => c.notNull())
    .addColumn('durationMs', 'integer', (c) => c.notNull())
    .addColumn('request', 'text')
    .addColumn('answer', 'text')
    .addPrimaryKeyConstraint('scimOperationSlot', ['companyId', 'slot'])
    .execute();
  await index(db, 'scimOperation', ['companyId', 'number']);
}

async function groups(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('scimGroup')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('companyId', 'text', (c) => c.notNull().references('company.id'))
    .addColumn('displayName', 'text', (c) => c.notNull())
    .addColumn('displayNameKey', 'text', (c) => c.notNull())
    .addColumn('externalId', 'text')
    .addColumn('createdAt', 'text', (c) => c.notNull())
    .addColumn('changedAt', 'text', (c) => c.notNull())
    .addUniqueConstraint('scimGroupName', ['companyId', 'displayNameKey'])
    .execute();
  await index(db, 'scimGroup', ['companyId', 'createdAt', 'id']);
  await db.schema
    .createTable('scimGroupMember')
    .addColumn('groupId', 'text', (c) => c.notNull().references('scimGroup.id').onDelete('cascade'))
    .addColumn('employeeId', 'text', (c) =>
      c.notNull().references('employee.id').onDelete('cascade'),
    )
    .addPrimaryKeyConstraint('scimGroupMemberOnce', ['groupId', 'employeeId'])
    .execute();
  await index(db, 'scimGroupMember', ['employeeId']);
}

async function refusedSignIns(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('refusedSignIn')
    .addColumn('companyId', 'text', (c) => c.notNull().references('company.id'))
    .addColumn('nameKey', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('exchange', 'text')
    .addColumn('provisionedAt', 'text')
    .addPrimaryKeyConstraint('refusedSignInOnce', ['companyId', 'nameKey'])
    .execute();
  await index(db, 'refusedSignIn', ['at']);
}

async function index(db: Kysely<unknown>, table: string, columns: string[]): Promise<void> {
  await db.schema
    .createIndex(`${table}By_${columns.join('_')}`)
    .on(table)
    .columns(columns)
    .execute();
}
