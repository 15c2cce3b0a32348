import type { SigningKey } from '../../certs/signing-certificate.ts';
import {
  type AddedApplication,
  type ApplicationProperties,
  addApplication,
  findServicePrincipalByAppId,
  type NewApplication,
  setProperties,
} from './applications.ts';
import { assign, type NewAssignment } from './assignments.ts';
import {
  activateCertificate,
  addTokenSigningCertificate,
  signingKeyAt,
  type Validity,
} from './key-credentials.ts';
import type { KeyRing } from './key-ring.ts';
import { configureSaml, type SamlSettings } from './saml-settings.ts';
import type { SignInApplications } from './sign-in-applications.ts';
import type { Database, ServicePrincipalRow, UserRow } from './tables.ts';
import { createTenant, type NewTenant, type Tenant, type Tenants } from './tenants.ts';
import { createUser, createUsers, findUser, type NewUser, setUserEnabled } from './users.ts';

/** What the lab does to a tenant without a browser: what an administrator would do by hand. */
export interface Directory {
  createTenant(tenant: NewTenant): Promise<void>;
  createUser(user: NewUser): Promise<{ id: string }>;
  /** Many users in one transaction, in seconds for 100,000; returns their ids in order. */
  createUsers(users: readonly NewUser[]): Promise<string[]>;
  setUserEnabled(userId: string, enabled: boolean): Promise<void>;
  addApplication(app: NewApplication): Promise<AddedApplication>;
  configureSaml(servicePrincipalId: string, settings: SamlSettings): Promise<void>;
  setProperties(servicePrincipalId: string, properties: ApplicationProperties): Promise<void>;
  /** The first one becomes active. */
  addTokenSigningCertificate(
    servicePrincipalId: string,
    validity?: Validity,
  ): Promise<{ thumbprint: string }>;
  activateCertificate(servicePrincipalId: string, thumbprint: string): Promise<void>;
  /** The key that signs now; throws TypeError when the application has none. */
  activeSigningKey(servicePrincipalId: string): Promise<SigningKey>;
  assign(assignment: NewAssignment): Promise<void>;
  findTenant(idOrDomain: string): Promise<Tenant | undefined>;
  findUser(tenantId: string, userPrincipalName: string): Promise<UserRow | undefined>;
  findServicePrincipalByAppId(
    tenantId: string,
    appId: string,
  ): Promise<ServicePrincipalRow | undefined>;
}

export interface DirectoryParts {
  db: Database;
  clock: () => Date;
  tenants: Tenants;
  applications: SignInApplications;
  keys: KeyRing;
}

export function directoryOf({ db, clock, tenants, applications, keys }: DirectoryParts): Directory {
  return {
    createTenant: (tenant) => createTenant(db, tenant, clock()),
    createUser: (user) => createUser(db, user, clock()),
    createUsers: (users) => createUsers(db, users, clock()),
    setUserEnabled: (id, enabled) => setUserEnabled(db, id, enabled),
    addApplication: (app) => addApplication(db, app, clock()),
    configureSaml: (id, settings) => configureSaml(db, id, settings),
    setProperties: (id, properties) => setProperties(db, id, properties),
    addTokenSigningCertificate: (id, validity = {}) =>
      addTokenSigningCertificate(db, id, validity, clock()),
    activateCertificate: (id, thumbprint) => activateCertificate(db, id, thumbprint),
    async activeSigningKey(id) {
      const active = (await applications.withId(id))?.activeKey;
      if (!active) throw new TypeError(`The servicePrincipal ${id} has no signing key.`);
      return keys.load(await signingKeyAt(db, id, active, clock()));
    },
    assign: (assignment) => assign(db, assignment, clock()),
    findTenant: (name) => tenants.find(name),
    findUser: (tenantId, name) => findUser(db, tenantId.toLowerCase(), name),
    findServicePrincipalByAppId: (tenantId, appId) =>
      findServicePrincipalByAppId(db, tenantId, appId),
  };
}
