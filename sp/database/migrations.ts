import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { provisioning } from './provisioning-migration.ts';

const first: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await companies(db);
    await people(db);
    await signIn(db);
    await signOut(db);
    await ownKeys(db);
  },
};

/** Applied in order by store/; a released key never changes. */
export const migrations: Record<string, Migration> = {
  '0001-sign-in': first,
  '0002-last-sign-in': { up: lastSignIns },
  '0003-case-keys': { up: caseKeys },
  '0004-removed-certificates': { up: removedCertificates },
  '0005-session-message': { up: sessionMessage },
  '0006-provisioning': { up: provisioning },
};

async function lastSignIns(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('lastSignIn')
    .addColumn('employeeId', 'text', (c) =>
      c.notNull().references('employee.id').onDelete('cascade'),
    )
    .addColumn('initiator', 'text', (c) => c.notNull())
    .addColumn('at', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('lastSignInOnce', ['employeeId', 'initiator'])
    .execute();
}

/** Addresses were folded by Unicode rules before, by which different people could have the same key. SQLite's `lower` folds ASCII only. */
async function caseKeys(db: Kysely<unknown>): Promise<void> {
  for (const table of ['employee', 'administrator'])
    await sql`update ${sql.table(table)} set ${sql.ref('emailKey')} = lower(${sql.ref('email')})`.execute(
      db,
    );
}

async function removedCertificates(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('removedCertificate')
    .addColumn('companyId', 'text', (c) => c.notNull().references('company.id'))
    .addColumn('thumbprint', 'text', (c) => c.notNull())
    .addColumn('removedAt', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('removedCertificateOnce', ['companyId', 'thumbprint'])
    .execute();
}

/** The message of a session is stored as bytes. Sessions that are older than this have none; they last for a working day. */
async function sessionMessage(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('session').addColumn('message', 'blob').execute();
  await index(db, 'session', ['employeeId']);
}

async function companies(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('company')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('createdAt', 'text', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('companyDomain')
    .addColumn('domain', 'text', (c) => c.primaryKey())
    .addColumn('companyId', 'text', (c) => c.notNull().references('company.id'))
    .execute();
  await db.schema
    .createTable('singleSignOn')
    .addColumn('companyId', 'text', (c) => c.primaryKey().references('company.id'))
    .addColumn('enabled', 'integer', (c) => c.notNull().defaultTo(1))
    .addColumn('ssoLoginUrl', 'text', (c) => c.notNull())
    .addColumn('ssoLogoutUrl', 'text')
    .addColumn('idpEntityId', 'text', (c) => c.notNull())
    .addColumn('allowUnsolicited', 'integer', (c) => c.notNull())
    .addColumn('clockSkewSeconds', 'integer', (c) => c.notNull())
    .addColumn('allowSha1', 'integer', (c) => c.notNull())
    .addColumn('allowExpiredCertificate', 'integer', (c) => c.notNull())
    .addColumn('singleLogout', 'integer', (c) => c.notNull())
    .addColumn('forceAuthn', 'integer', (c) => c.notNull())
    .addColumn('requestedAuthnContext', 'text')
    .addColumn('revision', 'text', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('signingCertificate')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('companyId', 'text', (c) => c.notNull().references('company.id'))
    .addColumn('file', 'text', (c) => c.notNull())
    .addColumn('addedAt', 'text', (c) => c.notNull())
    .execute();
  await index(db, 'signingCertificate', ['companyId']);
}

async function people(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('employee')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('companyId', 'text', (c) => c.notNull().references('company.id'))
    .addColumn('firstName', 'text', (c) => c.notNull())
    .addColumn('lastName', 'text', (c) => c.notNull())
    .addColumn('email', 'text', (c) => c.notNull())
    .addColumn('emailKey', 'text', (c) => c.notNull())
    .addColumn('firstNameKey', 'text', (c) => c.notNull())
    .addColumn('lastNameKey', 'text', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
    .addColumn('createdAt', 'text', (c) => c.notNull())
    .addUniqueConstraint('employeeEmail', ['companyId', 'emailKey'])
    .execute();
  await index(db, 'employee', ['emailKey']);
  await index(db, 'employee', ['companyId', 'lastNameKey', 'firstNameKey', 'id']); // the order of the list
  await index(db, 'employee', ['companyId', 'firstNameKey']);
  await db.schema
    .createTable('administrator')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('companyId', 'text', (c) => c.notNull().references('company.id'))
    .addColumn('email', 'text', (c) => c.notNull())
    .addColumn('emailKey', 'text', (c) => c.notNull())
    .addColumn('passwordHash', 'text', (c) => c.notNull())
    .addColumn('createdAt', 'text', (c) => c.notNull())
    .addUniqueConstraint('administratorEmail', ['companyId', 'emailKey'])
    .execute();
  await index(db, 'administrator', ['emailKey']);
  await administratorSignIn(db);
}

async function administratorSignIn(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('administratorSession')
    .addColumn('idHash', 'text', (c) => c.primaryKey())
    .addColumn('administratorId', 'text', (c) => c.notNull().references('administrator.id'))
    .addColumn('expiresAt', 'text', (c) => c.notNull())
    .execute();
  await index(db, 'administratorSession', ['expiresAt']);
  await db.schema
    .createTable('administratorSignInFailure')
    .addColumn('emailKey', 'text', (c) => c.primaryKey())
    .addColumn('failures', 'integer', (c) => c.notNull())
    .addColumn('lastAt', 'text', (c) => c.notNull())
    .addColumn('lockedUntil', 'text')
    .execute();
  await index(db, 'administratorSignInFailure', ['lastAt']);
}

async function signIn(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('pendingRequest')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('companyId', 'text', (c) => c.notNull().references('company.id'))
    .addColumn('browserHash', 'text', (c) => c.notNull())
    .addColumn('forceAuthn', 'integer', (c) => c.notNull())
    .addColumn('requestedAuthnContext', 'text')
    .addColumn('issuedAt', 'text', (c) => c.notNull())
    .addColumn('expiresAt', 'text', (c) => c.notNull())
    .addColumn('usedAt', 'text')
    .execute();
  await index(db, 'pendingRequest', ['browserHash', 'issuedAt']);
  await index(db, 'pendingRequest', ['expiresAt']);
  await db.schema
    .createTable('seenAssertion')
    .addColumn('issuer', 'text', (c) => c.notNull())
    .addColumn('assertionId', 'text', (c) => c.notNull())
    .addColumn('keepUntil', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('seenAssertionOnce', ['issuer', 'assertionId'])
    .execute();
  await index(db, 'seenAssertion', ['keepUntil']);
  await db.schema
    .createTable('session')
    .addColumn('idHash', 'text', (c) => c.primaryKey())
    .addColumn('companyId', 'text', (c) => c.notNull().references('company.id'))
    .addColumn('employeeId', 'text', (c) => c.notNull().references('employee.id'))
    .addColumn('nameId', 'text', (c) => c.notNull())
    .addColumn('nameIdFormat', 'text')
    .addColumn('nameQualifier', 'text')
    .addColumn('spNameQualifier', 'text')
    .addColumn('sessionIndex', 'text')
    .addColumn('signedInAt', 'text', (c) => c.notNull())
    .addColumn('expiresAt', 'text', (c) => c.notNull())
    .addColumn('record', 'text', (c) => c.notNull())
    .execute();
  await index(db, 'session', ['expiresAt']);
  await index(db, 'session', ['companyId', 'nameId']);
}

async function signOut(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('pendingLogout')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('companyId', 'text', (c) => c.notNull().references('company.id'))
    .addColumn('browserHash', 'text', (c) => c.notNull())
    .addColumn('expiresAt', 'text', (c) => c.notNull())
    .addColumn('usedAt', 'text')
    .execute();
  await index(db, 'pendingLogout', ['expiresAt']);
  await db.schema
    .createTable('seenLogout')
    .addColumn('issuer', 'text', (c) => c.notNull())
    .addColumn('requestId', 'text', (c) => c.notNull())
    .addColumn('keepUntil', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('seenLogoutOnce', ['issuer', 'requestId'])
    .execute();
  await index(db, 'seenLogout', ['keepUntil']);
}

async function ownKeys(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('ownKey')
    .addColumn('purpose', 'text', (c) => c.notNull())
    .addColumn('slot', 'integer', (c) => c.notNull())
    .addColumn('privateKey', 'text', (c) => c.notNull())
    .addColumn('certificate', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('ownKeyPlace', ['purpose', 'slot'])
    .execute();
}

async function index(db: Kysely<unknown>, table: string, columns: string[]): Promise<void> {
  await db.schema
    .createIndex(`${table}By_${columns.join('_')}`)
    .on(table)
    .columns(columns)
    .execute();
}
