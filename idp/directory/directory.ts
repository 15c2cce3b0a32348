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
import { addPolicy, type PolicyValues } from './sign-in/conditional-access.ts';
import {
  type CurrentCode,
  currentCode,
  currentCodes,
  type ShownCode,
  secondFactorOf,
} from './sign-in/second-factor.ts';
import { applicationById } from './sign-in/sign-in-applications.ts';
import type { Database, ServicePrincipalRow, UserRow } from './tables.ts';
import {
  cloudOf,
  createTenant,
  findTenant,
  type NewTenant,
  type Tenant,
} from './tenants/tenants.ts';
import { deleteUser } from './users/deleted-users.ts';
import { createUser, createUsers, findUser, type NewUser, setUserEnabled } from './users/users.ts';

/** What the lab does to a tenant without a browser: what an administrator would do by hand. */
export interface Directory {
  createTenant(tenant: NewTenant): Promise<void>;
  /** Which of Microsoft's clouds the tenant pretends to be in. */
  cloudOf(tenantId: string): Promise<CloudName>;
  createUser(user: NewUser): Promise<{ id: string }>;
  /** Many users in one transaction, in seconds for 100,000; returns their ids in order. */
  createUsers(users: readonly NewUser[]): Promise<string[]>;
  setUserEnabled(userId: string, enabled: boolean): Promise<void>;
  /** What an authenticator app of the user shows now; six digits. */
  secondFactor(userId: string): Promise<CurrentCode & { secret: string }>;
  /** The same for every user of a tenant who has a second factor, by name; of 50 at most. */
  currentCodes(tenantId: string): Promise<ShownCode[]>;
  /** A Conditional Access policy; the rules of its form are not asked. */
  addPolicy(tenantId: string, policy: PolicyValues): Promise<{ id: string }>;
  /** Moves a user to "Deleted users", with assignments; sessions end. */
  deleteUser(userId: string): Promise<void>;
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
    createUser: (user) => createUser(db, user, clock()),
    createUsers: (users) => createUsers(db, users, clock()),
    setUserEnabled: (id, enabled) => setUserEnabled(db, id, enabled),
    async secondFactor(userId) {
      const secret = await secondFactorOf(db, userId);
      return { secret, ...(await currentCode(secret, clock())) };
    },
    currentCodes: (tenantId) => currentCodes(db, tenantId.toLowerCase(), clock()),
    addPolicy: (tenantId, policy) => addPolicy(db, tenantId.toLowerCase(), policy, clock()),
    deleteUser: (id) => deleteUser(db, id, clock()),
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
