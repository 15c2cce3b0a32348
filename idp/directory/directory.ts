import type { SigningKey } from '../../certs/signing-certificate.ts';
import type { Clock } from '../../store/clock.ts';
import type { CloudName } from '../cloud/clouds.ts';
import { findApplicationByName } from './applications/application-by-name.ts';
import type { ApplicationDetails } from './applications/application-details.ts';
import { deleteApplication } from './applications/application-properties.ts';
import {
  type AddedApplication,
  type ApplicationProperties,
  addApplication,
  findServicePrincipalByAppId,
  type NewApplication,
  setProperties,
} from './applications/applications.ts';
import { assign, type NewAssignment } from './applications/assignments.ts';
import type { ApplicationEdit } from './applications/change-application.ts';
import { chooseSaml, disableSingleSignOn } from './applications/choose-saml.ts';
import {
  activateCertificate,
  addTokenSigningCertificate,
  signingKeyAt,
  type Validity,
} from './applications/key-credentials.ts';
import type { KeyRing } from './applications/key-ring.ts';
import { NoSigningKey } from './applications/no-signing-key.ts';
import { configureSaml, type SamlSettings } from './applications/saml-settings.ts';
import { isAssigned, type UserAndApplication, unassign } from './applications/user-assignment.ts';
import { addGroupMembers, removeGroupMember } from './groups/group-members.ts';
import {
  createGroup,
  deleteGroup,
  type NewGroup,
  type SomeGroupProperties,
  updateGroup,
} from './groups/manage-groups.ts';
import { createPolicy, deletePolicy, updatePolicy } from './policies/manage-policies.ts';
import type { PolicyProperties, SomePolicyProperties } from './policies/policy-rules.ts';
import {
  type CurrentCode,
  currentCode,
  currentCodes,
  type ShownCode,
  secondFactorOf,
} from './sign-in/second-factor.ts';
import { applicationById } from './sign-in/sign-in-applications.ts';
import type { Database, ServicePrincipalRow, UserRow } from './tables.ts';
import { createTenant, type NewTenant, setCloud } from './tenants/manage-tenants.ts';
import { cloudOf, findTenant, type Tenant } from './tenants/tenants.ts';
import { createUser } from './users/create-user.ts';
import { deleteUser, purgeUser, restoreUser } from './users/deleted-users.ts';
import { setDirectoryRoles } from './users/directory-roles.ts';
import { importUsersUnchecked } from './users/import-users.ts';
import type { NewUser } from './users/new-user.ts';
import { resetPassword, updateUser } from './users/update-user.ts';
import type { SomeUserProperties } from './users/user-properties.ts';
import { findUser, requireUser } from './users/users.ts';

/** What the lab does to a tenant without a browser: what an administrator would do by hand. */
export interface Directory {
  /** In the global cloud. @throws {InvalidInput} when a property breaks a rule, or another tenant has the id or the domain */
  createTenant(tenant: NewTenant): Promise<void>;
  /** Which of Microsoft's clouds the tenant pretends to be in; the global one for an unknown tenant. */
  cloudOf(tenantId: string): Promise<CloudName>;
  /**
   * @throws {InvalidInput} when there is no such cloud
   * @throws {NotFound} when there is no such tenant
   */
  setCloud(tenantId: string, cloud: CloudName): Promise<void>;
  /**
   * @throws {InvalidInput} when a property breaks a rule of the page "New user"; nothing is created then
   * @throws {NotFound} when there is no such tenant
   */
  createUser(user: NewUser): Promise<{ id: string }>;
  /** Many users in one transaction, in seconds for 100,000, without any check; returns their ids in order. */
  importUsersUnchecked(users: readonly NewUser[]): Promise<string[]>;
  /**
   * Changes the properties that are given, e.g. `{ accountEnabled: false }`.
   *
   * @throws {InvalidInput} when a property breaks a rule; nothing is changed then
   * @throws {NotFound} when there is no such user
   */
  updateUser(userId: string, changes: SomeUserProperties): Promise<void>;
  /**
   * Signs the user out everywhere.
   *
   * @throws {InvalidInput} when the password breaks a rule
   * @throws {NotFound} when there is no such user
   */
  resetPassword(userId: string, password: string): Promise<void>;
  /**
   * Gives a user exactly these directory roles, by display name.
   *
   * @throws {InvalidInput} when there is no such role
   * @throws {NotFound} when there is no such user
   */
  setDirectoryRoles(userId: string, directoryRoles: readonly string[]): Promise<void>;
  /** What an authenticator app of the user shows now; six digits. @throws {NotFound} when there is no such user */
  secondFactor(userId: string): Promise<CurrentCode & { secret: string }>;
  /** The same for every user of a tenant who has a second factor, by name; 50 at most. */
  currentCodes(tenantId: string): Promise<ShownCode[]>;
  /** Moves a user to "Deleted users", with assignments; sessions end. @throws {NotFound} when there is no such user */
  deleteUser(userId: string): Promise<void>;
  /**
   * Restores a deleted user with roles, memberships and assignments.
   *
   * @throws {InvalidInput} when another user has the name now
   * @throws {NotFound} when no deleted user with this id can be restored
   */
  restoreUser(userId: string): Promise<void>;
  /** Deletes a deleted user permanently. @throws {NotFound} when there is no deleted user with this id */
  purgeUser(userId: string): Promise<void>;
  /**
   * Creates a security group without members.
   *
   * @throws {InvalidInput} when a property breaks a rule
   * @throws {NotFound} when there is no such tenant
   */
  createGroup(group: NewGroup): Promise<{ id: string }>;
  /**
   * Changes the properties that are given.
   *
   * @throws {InvalidInput} when a property breaks a rule
   * @throws {NotFound} when there is no such group
   */
  updateGroup(groupId: string, changes: SomeGroupProperties): Promise<void>;
  /** Deletes a group with its memberships and assignments. @throws {NotFound} when there is no such group */
  deleteGroup(groupId: string): Promise<void>;
  /** @throws {NotFound} when there is no such group, or its tenant has no such user */
  addGroupMembers(groupId: string, userIds: readonly string[]): Promise<void>;
  /** Removes the membership, if any. @throws {NotFound} when there is no such group */
  removeGroupMember(groupId: string, userId: string): Promise<void>;
  /**
   * Creates a Conditional Access policy.
   *
   * @throws {InvalidInput} when a property breaks a rule, or names an unknown user, group or application
   * @throws {NotFound} when there is no such tenant
   */
  createPolicy(tenantId: string, policy: PolicyProperties): Promise<{ id: string }>;
  /**
   * Changes the properties that are given; `conditions` are replaced as a whole.
   *
   * @throws {InvalidInput} when a property breaks a rule, or names an unknown user, group or application
   * @throws {NotFound} when there is no such policy
   */
  updatePolicy(policyId: string, changes: SomePolicyProperties): Promise<void>;
  /** @throws {NotFound} when there is no such policy */
  deletePolicy(policyId: string): Promise<void>;
  addApplication(app: NewApplication): Promise<AddedApplication>;
  /** With everything that belongs to it; whether there was one. */
  deleteApplication(tenantId: string, servicePrincipalId: string): Promise<boolean>;
  /** The settings of the application of this name, the oldest one of several. */
  findApplicationByName(
    tenantId: string,
    displayName: string,
  ): Promise<ApplicationDetails | undefined>;
  /** The single sign-on method; makes a certificate unless there is one. `notify` is told by e-mail before it expires. */
  chooseSaml(edit: ApplicationEdit, notify: string): Promise<void>;
  /** Settings and certificates stay. */
  disableSingleSignOn(edit: ApplicationEdit): Promise<void>;
  configureSaml(servicePrincipalId: string, settings: SamlSettings): Promise<void>;
  setProperties(servicePrincipalId: string, properties: ApplicationProperties): Promise<void>;
  /** The first one becomes active. */
  addTokenSigningCertificate(
    servicePrincipalId: string,
    validity?: Validity,
  ): Promise<{ thumbprint: string }>;
  activateCertificate(servicePrincipalId: string, thumbprint: string): Promise<void>;
  /** The key that signs now. @throws {NoSigningKey} */
  activeSigningKey(servicePrincipalId: string): Promise<SigningKey>;
  assign(assignment: NewAssignment): Promise<void>;
  unassign(assignment: UserAndApplication): Promise<void>;
  isAssigned(assignment: UserAndApplication): Promise<boolean>;
  findTenant(idOrDomain: string): Promise<Tenant | undefined>;
  findUser(tenantId: string, userPrincipalName: string): Promise<UserRow | undefined>;
  findServicePrincipalByAppId(
    tenantId: string,
    appId: string,
  ): Promise<ServicePrincipalRow | undefined>;
}

export interface DirectoryParts {
  db: Database;
  clock: Clock;
  keys: KeyRing;
}

/** The public face of the directory, on its database and with what the sign-in keeps in memory. */
export function directoryOf({ db, clock, keys }: DirectoryParts): Directory {
  return {
    createTenant: (tenant) => createTenant(db, tenant, clock()),
    cloudOf: (tenantId) => cloudOf(db, tenantId),
    setCloud: (tenantId, cloud) => setCloud(db, tenantId, cloud),
    createUser: (user) => createUser(db, user, clock()),
    importUsersUnchecked: (users) => importUsersUnchecked(db, users, clock()),
    updateUser: (id, changes) => updateUser(db, id, changes),
    resetPassword: (id, password) => resetPassword(db, id, password),
    setDirectoryRoles: (id, directoryRoles) => setDirectoryRoles(db, id, directoryRoles),
    async secondFactor(userId) {
      await requireUser(db, userId);
      const secret = await secondFactorOf(db, userId);
      return { secret, ...(await currentCode(secret, clock())) };
    },
    currentCodes: (tenantId) => currentCodes(db, tenantId.toLowerCase(), clock()),
    deleteUser: (id) => deleteUser(db, id, clock()),
    restoreUser: (id) => restoreUser(db, id, clock()),
    purgeUser: (id) => purgeUser(db, id),
    createGroup: (group) => createGroup(db, group, clock()),
    updateGroup: (id, changes) => updateGroup(db, id, changes),
    deleteGroup: (id) => deleteGroup(db, id),
    addGroupMembers: (id, userIds) => addGroupMembers(db, id, userIds),
    removeGroupMember: (id, userId) => removeGroupMember(db, id, userId),
    createPolicy: (tenantId, policy) => createPolicy(db, tenantId, policy, clock()),
    updatePolicy: (id, changes) => updatePolicy(db, id, changes, clock()),
    deletePolicy: (id) => deletePolicy(db, id),
    addApplication: (app) => addApplication(db, app, clock()),
    deleteApplication: (tenantId, id) => deleteApplication(db, tenantId, id),
    findApplicationByName: (tenantId, name) => findApplicationByName(db, tenantId, name),
    async chooseSaml(edit, notify) {
      await chooseSaml(db, edit, notify, clock());
    },
    async disableSingleSignOn(edit) {
      await disableSingleSignOn(db, edit);
    },
    configureSaml: (id, settings) => configureSaml(db, id, settings),
    setProperties: (id, properties) => setProperties(db, id, properties),
    addTokenSigningCertificate: (id, validity = {}) =>
      addTokenSigningCertificate(db, id, validity, clock()),
    activateCertificate: (id, thumbprint) => activateCertificate(db, id, thumbprint),
    async activeSigningKey(id) {
      const active = (await applicationById(db, id))?.activeKey;
      if (!active) throw new NoSigningKey(id);
      return keys.load(await signingKeyAt(db, id, active, clock()));
    },
    assign: (assignment) => assign(db, assignment, clock()),
    unassign: (assignment) => unassign(db, assignment),
    isAssigned: (assignment) => isAssigned(db, assignment),
    findTenant: (name) => findTenant(db, name),
    findUser: (tenantId, name) => findUser(db, tenantId.toLowerCase(), name),
    findServicePrincipalByAppId: (tenantId, appId) =>
      findServicePrincipalByAppId(db, tenantId, appId),
  };
}
