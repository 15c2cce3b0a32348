import { DatabaseSync } from 'node:sqlite';
import { copy, numbers } from './copy-rows.ts';

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

export interface Size {
  /** Copies of the only user. */
  users: number;
  /** Copies of the only application. Each has the copy of the user with the same number assigned. */
  applications: number;
  /** Copies of the user who are assigned to the application, too. */
  assignments: number;
  /** Copies of the user who are members of one group. */
  members: number;
  /** Groups that the user is a member of; each is assigned to one copy of the application. */
  groups: number;
}

/** The largest tenant that the speed budget names. */
export const largest: Size = {
  users: 100_000,
  applications: 1_000,
  assignments: 20_000,
  members: 65_000,
  groups: 500,
};

/**
 * Fills a tenant with copies of its only user and its only application, in SQL: the directory would take minutes.
 *
 * @param file a database that no process has open
 * @returns the group with many members
 * @throws {Error} SQLite's, when the schema has changed so that copies collide
 */
export function growTenant(file: string, size: Size): { groupId: string } {
  const database = new DatabaseSync(file);
  const first = (table: string) => database.prepare(`select * from "${table}"`).get() ?? {};
  try {
    const user = first('directoryUser');
    const application = first('servicePrincipal');
    database.exec('begin');
    copy(database, ofUser, size.users);
    copy(database, ofApplication, size.applications);
    const { id: userId, tenantId } = user;
    const values = { userId, tenantId, applicationId: application.id } as Record<string, string>;
    const insert = (statement: string, count: number) => {
      const used = Object.entries(values).filter(([name]) => statement.includes(`:${name}`));
      database.prepare(`${numbers(count)} ${statement}`).run(Object.fromEntries(used));
    };
    const assignment = `insert into appRoleAssignment (id, principalId, principalType, resourceId, appRoleId, createdDateTime)`;
    const role = `'00000000-0000-0000-0000-000000000000', '2026-01-01T00:00:00.000Z'`;
    insert(
      `${assignment} select 'many-' || n, :userId || '-' || n, 'User', :applicationId, ${role} from numbers`,
      size.assignments,
    );
    const group = `insert into directoryGroup (id, tenantId, displayName, description, createdDateTime)`;
    const date = `null, '2026-01-01T00:00:00.000Z'`;
    insert(`${group} select 'large', :tenantId, 'Large', ${date} from numbers`, 1);
    insert(
      `insert into groupMember (groupId, userId) select 'large', :userId || '-' || n from numbers`,
      size.members,
    );
    insert(
      `${group} select 'group-' || n, :tenantId, 'Group ' || n, ${date} from numbers`,
      size.groups,
    );
    insert(
      `insert into groupMember (groupId, userId) select 'group-' || n, :userId from numbers`,
      size.groups,
    );
    insert(
      `${assignment} select 'of-group-' || n, 'group-' || n, 'Group', :applicationId || '-' || n, ${role} from numbers`,
      Math.min(size.groups, size.applications),
    );
    database.exec('commit');
    return { groupId: 'large' };
  } finally {
    database.close();
  }
}

/** Fills a company with copies of its only employee, whose names and addresses differ. @param file a database that no process has open */
export function growCompany(file: string, count: number): void {
  const database = new DatabaseSync(file);
  try {
    const names = [
      'id',
      'firstName',
      'lastName',
      'email',
      'emailKey',
      'userNameKey',
      'firstNameKey',
      'lastNameKey',
    ];
    copy(database, { employee: names }, count);
  } finally {
    database.close();
  }
}
