import type { SigningKey } from '../../certs/signing-certificate.ts';
import type { Clock } from '../../store/clock.ts';
import type { AuthenticationMethodMode } from '../authentication-methods/modes.ts';
import type { CloudName } from '../cloud/clouds.ts';
import type { Policy } from '../conditional-access/policy.ts';
import { type Access, accessTo } from './applications/access-to.ts';
import { appRolesOf } from './applications/app-roles.ts';
import {
  type ApplicationDetails,
  type ApplicationKey,
  allApplications,
  findApplication,
  requireApplication,
} from './applications/application-details.ts';
import { type PropertyChanges, setProperties } from './applications/application-properties.ts';
import {
  type AddedApplication,
  addApplication,
  deleteApplication,
  type NewApplication,
} from './applications/applications.ts';
import { type AssignmentView, listAssignments } from './applications/assignment-list.ts';
import {
  assign,
  isAssigned,
  type NewAssignment,
  type PrincipalAndApplication,
  type UserAndApplication,
  unassign,
} from './applications/assignments.ts';
import {
  type AuthnContextSettings,
  setAuthnContext,
} from './applications/authn-context-settings.ts';
import {
  configureSaml,
  configureSamlWithoutRequiredValues,
  replaceBasicSamlUnchecked,
} from './applications/basic-saml.ts';
import { configureSamlFromMetadata } from './applications/basic-saml-from-metadata.ts';
import type { BasicSaml } from './applications/basic-saml-rules.ts';
import { chooseSaml, disableSingleSignOn } from './applications/choose-saml.ts';
import {
  type ClaimValues,
  type NameIdValues,
  removeClaim,
  saveClaim,
  saveNameId,
} from './applications/claims-settings.ts';
import { NoSigningKey, signingKeyAt } from './applications/key-credentials.ts';
import type { KeyRing } from './applications/key-ring.ts';
import {
  type AddedCertificate,
  activateCertificate,
  addTokenSigningCertificate,
  importSigningKey,
  type SigningCertificate,
  signingCertificatesOf,
} from './applications/signing-certificates.ts';
import { type SigningSettings, setSigning } from './applications/signing-settings.ts';
import { requireTypes } from './argument-types.ts';
import {
  type AuthenticationMethod,
  addAuthenticationMethod,
  authenticationMethodsOf,
  deleteAuthenticationMethod,
  requireReregisterMultifactor,
  setSoftwareOath,
} from './authentication-methods/authentication-methods.ts';
import type { NewAuthenticationMethod } from './authentication-methods/method-properties.ts';
import {
  domainFederationOf,
  federateDomain,
  type InternalDomainFederation,
  type MockIdentityProvider,
  makeDomainManaged,
  setMockIdentityProvider,
} from './domains/domain-federation.ts';
import { createDomain, type Domain, deleteDomain, domainsOf } from './domains/domains.ts';
import type { DomainFederationProperties } from './domains/federation-rules.ts';
import { addGroupMembers, listMembers, removeGroupMember } from './groups/group-members.ts';
import { type GroupListRow, listGroups } from './groups/groups.ts';
import {
  createGroup,
  deleteGroup,
  type NewGroup,
  type SomeGroupProperties,
  updateGroup,
} from './groups/manage-groups.ts';
import {
  createInvitation,
  type Invitation,
  type NewInvitation,
} from './invitations/invitations.ts';
import { required } from './not-found.ts';
import type { Person } from './people-search.ts';
import { createPolicy, deletePolicy, updatePolicy } from './policies/manage-policies.ts';
import { listPolicies, readPolicy } from './policies/policies.ts';
import type { PolicyProperties, SomePolicyProperties } from './policies/policy-rules.ts';
import type { CurrentCode } from './sign-in/oath.ts';
import {
  type ApprovalAnswer,
  answerApproval,
  type PendingApproval,
  pendingApprovals,
  type SentCode,
  sentCodes,
} from './sign-in/phones.ts';
import {
  currentCode,
  currentCodes,
  type ShownCode,
  secondFactorOf,
} from './sign-in/second-factor.ts';
import { applicationById } from './sign-in/sign-in-applications.ts';
import type { AppRoleRow, Database, UserRow } from './tables.ts';
import { createTenant, type NewTenant, setCloud } from './tenants/manage-tenants.ts';
import { type RequestChecks, requestChecksOf, setRequestChecks } from './tenants/request-checks.ts';
import { cloudOf, findTenant, listTenants, type Tenant } from './tenants/tenants.ts';
import { createUser } from './users/create-user.ts';
import { deleteUser, purgeUser, restoreUser } from './users/deleted-users.ts';
import { rolesOf, setDirectoryRoles } from './users/directory-roles.ts';
import { identitiesOf, type ObjectIdentity } from './users/guests.ts';
import { importUsersUnchecked } from './users/import-users.ts';
import type { NewUser } from './users/new-user.ts';
import { setSignsInWithoutPages } from './users/signs-in-without-pages.ts';
import { updateUser } from './users/update-user.ts';
import { listUsers, type UserListRow } from './users/user-list.ts';
import {
  forcePasswordChange,
  type PasswordReset,
  resetPassword,
  revokeSessions,
} from './users/user-password.ts';
import type { SomeUserProperties } from './users/user-properties.ts';
import { findUserByIdOrName, requireUser } from './users/users.ts';

/**
 * What an administrator does by hand, as functions: the same ones that the pages of the admin center call, with the same rules.
 * Every function except `importUsersUnchecked` throws `InvalidInput` with the code `type` for a value of the wrong type.
 */
export interface Directory {
  /** In the global cloud. @throws {InvalidInput} when a property breaks a rule, or another tenant has the id or the domain */
  createTenant(tenant: NewTenant): Promise<void>;
  /** Tenants with their first domain, the oldest first; without that of personal accounts. */
  listTenants(): Promise<{ id: string; displayName: string; domain: string }[]>;
  /** Which of Microsoft's clouds the tenant pretends to be in; the global one for an unknown tenant. */
  cloudOf(tenantId: string): Promise<CloudName>;
  /**
   * @throws {InvalidInput} when there is no such cloud
   * @throws {NotFound} when there is no such tenant
   */
  setCloud(tenantId: string, cloud: CloudName): Promise<void>;
  /** What the tenant does with requests where Entra has been seen to do one or the other. */
  requestChecksOf(tenantId: string): Promise<RequestChecks>;
  /**
   * Changes the settings that are given.
   *
   * @throws {InvalidInput} when `unknownIssuerCode` is neither 700016 nor 650056
   * @throws {NotFound} when there is no such tenant
   */
  setRequestChecks(tenantId: string, changes: Partial<RequestChecks>): Promise<void>;
  /** The verified domains of a tenant, the initial one first. */
  domainsOf(tenantId: string): Promise<Domain[]>;
  /**
   * Adds a domain, which is verified at once.
   *
   * @throws {InvalidInput} when the name is no domain, or a tenant has it
   * @throws {NotFound} when there is no such tenant
   */
  createDomain(tenantId: string, domain: string): Promise<void>;
  /**
   * @throws {InvalidInput} when it is the initial domain, or user principal names end in it
   * @throws {NotFound} when the tenant has no such domain
   */
  deleteDomain(tenantId: string, domain: string): Promise<void>;
  /** How a domain is federated; undefined for a managed one. @throws {NotFound} when the tenant has no such domain */
  domainFederationOf(
    tenantId: string,
    domain: string,
  ): Promise<InternalDomainFederation | undefined>;
  /**
   * Federates a domain, or replaces how it is federated. Without issuer, address and certificate its users sign in at the mock identity provider.
   *
   * @throws {InvalidInput} when a property breaks a rule, the issuer is that of another domain, or the domain is the initial one
   * @throws {NotFound} when the tenant has no such domain
   */
  federateDomain(
    tenantId: string,
    domain: string,
    properties: DomainFederationProperties,
  ): Promise<void>;
  /** The users of the domain sign in here again. @throws {NotFound} when the tenant has no such domain */
  makeDomainManaged(tenantId: string, domain: string): Promise<void>;
  /**
   * Changes the switches of the mock identity provider that are given.
   *
   * @throws {InvalidInput} when the domain is not federated with it
   * @throws {NotFound} when the tenant has no such domain
   */
  setMockIdentityProvider(
    tenantId: string,
    domain: string,
    changes: Partial<MockIdentityProvider>,
  ): Promise<void>;
  /**
   * @throws {InvalidInput} when a property breaks a rule of the page "New user"; nothing is created then
   * @throws {NotFound} when there is no such tenant
   */
  createUser(user: NewUser): Promise<{ id: string }>;
  /**
   * Invites an external user, who can sign in at once: an account of another tenant of the lab, or a personal account, which is made with its first
   * invitation.
   *
   * @returns the guest, and the password of a personal account that was made
   * @throws {InvalidInput} when a property breaks a rule, or the account cannot be invited; nothing is created then
   * @throws {NotFound} when there is no such tenant
   */
  createInvitation(tenantId: string, invitation: NewInvitation): Promise<Invitation>;
  /** How a user is named at a sign-in; the first one of a guest says where the home is. @throws {NotFound} when there is no such user */
  identitiesOf(userId: string): Promise<ObjectIdentity[]>;
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
  resetPassword(userId: string, password: string, options?: PasswordReset): Promise<void>;
  /**
   * Whether the user must change the password at the next sign-in with it (AADSTS50055). Sessions go on.
   *
   * @throws {NotFound} when there is no such user
   */
  forcePasswordChange(userId: string, force: boolean): Promise<void>;
  /** Signs the user out everywhere. @throws {NotFound} when there is no such user */
  revokeSessions(userId: string): Promise<void>;
  /**
   * Gives a user exactly these directory roles, by display name.
   *
   * @throws {InvalidInput} when there is no such role
   * @throws {NotFound} when there is no such user
   */
  setDirectoryRoles(userId: string, directoryRoles: readonly string[]): Promise<void>;
  /** The directory roles of a user, by display name, sorted; empty when there is no such user. */
  directoryRolesOf(userId: string): Promise<string[]>;
  /** What an authenticator app of the user shows now; six digits. @throws {NotFound} when there is no such user */
  secondFactor(userId: string): Promise<CurrentCode & { secret: string }>;
  /** The same for every user of a tenant who has a second factor, by name, and what hardware tokens show; 50 of each at most. */
  currentCodes(tenantId: string): Promise<ShownCode[]>;
  /** The codes in text messages and e-mails to users of a tenant that have not expired; 50 at most. Nothing is really sent. */
  sentCodes(tenantId: string): Promise<SentCode[]>;
  /** The questions on phones of a tenant's users whether a sign-in is theirs, which wait for an answer; 50 at most. */
  pendingApprovals(tenantId: string): Promise<PendingApproval[]>;
  /**
   * Answers such a question as the user would: `{ number: 42 }` as the sign-in page shows it, `'approve'` for a call, `'deny'`, or
   * `'report'` for "No, it's not me". Another number denies.
   *
   * @throws {InvalidInput} when the answer does not fit the question
   * @throws {NotFound} when no such question waits for an answer
   */
  answerApproval(
    approvalId: string,
    answer: ApprovalAnswer,
  ): Promise<'approved' | 'denied' | 'reported'>;
  /** The registered methods of a user, the oldest first, besides the password and the app that shows codes. */
  authenticationMethodsOf(userId: string): Promise<AuthenticationMethod[]>;
  /**
   * Registers a method, e.g. `{ type: 'phone', phoneNumber: '+1 5555551234', phoneType: 'mobile' }`.
   *
   * @throws {InvalidInput} when a property breaks a rule
   * @throws {NotFound} when there is no such user
   */
  addAuthenticationMethod(userId: string, method: NewAuthenticationMethod): Promise<{ id: string }>;
  /** @throws {NotFound} when the user has no such method */
  deleteAuthenticationMethod(userId: string, methodId: string): Promise<void>;
  /** Whether the user has an authenticator app that shows codes, as every new user has. @throws {NotFound} when there is no such user */
  setSoftwareOath(userId: string, has: boolean): Promise<void>;
  /**
   * Takes away every second factor; the user has to register one when a policy requires it (AADSTS50072).
   *
   * @throws {NotFound} when there is no such user
   */
  requireReregisterMultifactor(userId: string): Promise<void>;
  /**
   * Lets a user sign in without pages, as on a joined device: the session gets these methods once the user is known.
   *
   * @param methods in the order of use; undefined: the user signs in on the pages, the default
   * @throws {InvalidInput} when the list is empty, names an unknown method or one twice, or proves only the device, or the user is a guest
   * @throws {NotFound} when there is no such user
   */
  setSignsInWithoutPages(
    userId: string,
    methods: readonly AuthenticationMethodMode[] | undefined,
  ): Promise<void>;
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
  /** Groups of a tenant by name, at most 1,000. */
  listGroups(tenantId: string): Promise<GroupListRow[]>;
  /** Direct members of a group by name, at most 1,000. */
  listGroupMembers(groupId: string): Promise<Person[]>;
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
  /** Policies of a tenant by name. */
  listPolicies(tenantId: string): Promise<Policy[]>;
  /** @throws {NotFound} when there is no such policy */
  deletePolicy(policyId: string): Promise<void>;
  /**
   * Adds a registration and its enterprise application.
   *
   * @throws {InvalidInput} when the name is empty or too long, the appId is not a GUID or is taken, or the template is unknown
   * @throws {NotFound} when the tenant does not exist
   */
  addApplication(app: NewApplication): Promise<AddedApplication>;
  /** Deletes an application with everything that belongs to it. @throws {NotFound} when it does not exist */
  deleteApplication(servicePrincipalId: string): Promise<void>;
  /** @param key `{ id }` of the servicePrincipal, `{ appId }`, or `{ displayName }`: the oldest of several */
  findApplication(tenantId: string, key: ApplicationKey): Promise<ApplicationDetails | undefined>;
  /** The enterprise applications of a tenant by name, at most 1,000. */
  listApplications(tenantId: string): Promise<ApplicationDetails[]>;
  /**
   * Makes SAML the single sign-on method, with a certificate unless one is active.
   *
   * @param notify e-mail address that Entra would write to before the certificate expires
   * @throws {NotFound} when the application does not exist
   */
  chooseSaml(servicePrincipalId: string, notify: string): Promise<void>;
  /** Settings and certificates stay. @throws {NotFound} when the application does not exist */
  disableSingleSignOn(servicePrincipalId: string): Promise<void>;
  /**
   * Replaces Basic SAML Configuration as a whole, and makes SAML the single sign-on method.
   *
   * @throws {InvalidInput} when an Identifier or a Reply URL is missing, or a value is malformed, repeated, or an Identifier of
   *   another application
   * @throws {NotFound} when the application does not exist
   */
  configureSaml(servicePrincipalId: string, basic: BasicSaml): Promise<void>;
  /**
   * Replaces the Identifier, the Reply URLs and, if it is named, the Logout URL by those in the metadata of a service provider.
   *
   * @param metadata XML, at most 256 KiB
   * @throws {InvalidInput} for `metadata` when it is of no use, and as `configureSaml`
   * @throws {NotFound} when the application does not exist
   */
  configureSamlFromMetadata(
    servicePrincipalId: string,
    metadata: Uint8Array | string,
  ): Promise<void>;
  /** `configureSaml` without the rule that an Identifier and a Reply URL are required. */
  configureSamlWithoutRequiredValues(servicePrincipalId: string, basic: BasicSaml): Promise<void>;
  /**
   * Replaces Basic SAML Configuration with saved values, and checks no rule about them; the single sign-on method stays.
   *
   * @throws {InvalidInput} `taken` for an Identifier of another application
   * @throws {NotFound} when the application does not exist
   */
  replaceBasicSamlUnchecked(servicePrincipalId: string, basic: BasicSaml): Promise<void>;
  /**
   * Adds a claim, or replaces the one with this id.
   *
   * @param claimId of an existing claim; absent: a new one
   * @throws {InvalidInput} when the name is empty, malformed, restricted or taken, or the source is unknown
   * @throws {NotFound} when the application or the claim does not exist
   */
  saveClaim(servicePrincipalId: string, claim: ClaimValues, claimId?: string): Promise<void>;
  /** @throws {NotFound} when the application or the claim does not exist */
  removeClaim(servicePrincipalId: string, claimId: string): Promise<void>;
  /**
   * Sets format and source of the NameID; the format `''` follows the source.
   *
   * @throws {InvalidInput} when the format or the source is unknown
   * @throws {NotFound} when the application does not exist
   */
  saveNameId(servicePrincipalId: string, nameId: NameIdValues): Promise<void>;
  /**
   * Sets what is signed and how; an absent setting stays.
   *
   * @throws {InvalidInput} when the option or the algorithm is unknown
   * @throws {NotFound} when the application does not exist
   */
  setSigning(servicePrincipalId: string, changes: Partial<SigningSettings>): Promise<void>;
  /**
   * Sets which tables AuthnContextClassRef and authnmethodsreferences follow: `asCaptured`, `asDocumented` or `asDocumentedGranular`.
   *
   * @throws {InvalidInput} when there is no such table
   * @throws {NotFound} when the application does not exist
   */
  setAuthnContext(servicePrincipalId: string, settings: AuthnContextSettings): Promise<void>;
  /**
   * Sets the properties that are given and leaves the others.
   *
   * @throws {InvalidInput} when the name is empty or too long, or the notes are too long
   * @throws {NotFound} when the application does not exist
   */
  setProperties(servicePrincipalId: string, changes: PropertyChanges): Promise<void>;
  /**
   * Makes a key and a certificate; the first one of an application becomes active.
   *
   * @param options `endDateTime` at most three years ahead, the default
   * @throws {InvalidInput} when `endDateTime` is out of range
   * @throws {NotFound} when the application does not exist
   */
  addTokenSigningCertificate(
    servicePrincipalId: string,
    options?: { endDateTime?: Date | undefined },
  ): Promise<AddedCertificate>;
  /** The certificates of an application, the active one first, then the newest. @throws {NotFound} when it does not exist */
  signingCertificates(servicePrincipalId: string): Promise<SigningCertificate[]>;
  /**
   * Adds a key that was made elsewhere, with its certificate; the first one of an application becomes active.
   *
   * @throws {InvalidInput} when the key is not RSA, is too weak or too strong, or the application has the certificate already
   * @throws {NotFound} when the application does not exist
   */
  importSigningKey(servicePrincipalId: string, key: SigningKey): Promise<AddedCertificate>;
  /**
   * @param thumbprint SHA-1 in 40 hex digits
   * @throws {InvalidInput} when the application has no such certificate
   * @throws {NotFound} when the application does not exist
   */
  activateCertificate(servicePrincipalId: string, thumbprint: string): Promise<void>;
  /**
   * The key that signs now.
   *
   * @throws {NoSigningKey} when no certificate is active
   * @throws {NotFound} when the application does not exist
   */
  activeSigningKey(servicePrincipalId: string): Promise<SigningKey>;
  /** The roles that an assignment can name, the usual one first. */
  appRoles(servicePrincipalId: string): Promise<AppRoleRow[]>;
  /**
   * Assigns a user or a group; assigning twice is the same as once.
   *
   * @throws {InvalidInput} when the application has no such role
   * @throws {NotFound} when the application, or the user or group in its tenant, does not exist
   */
  assign(assignment: NewAssignment): Promise<void>;
  /** Who is assigned to an application, by name, at most 1,000. */
  listAssignments(servicePrincipalId: string): Promise<AssignmentView[]>;
  /**
   * Removes the direct assignments of a user or a group, if any.
   *
   * @throws {NotFound} when the application, or the user or group in its tenant, does not exist
   */
  unassign(assignment: PrincipalAndApplication): Promise<void>;
  /** Whether the user is assigned directly, in any role. */
  isAssigned(assignment: UserAndApplication): Promise<boolean>;
  /**
   * Whether a sign-in of the user to the application passes the check of the assignment.
   *
   * @throws {NotFound} when the application does not exist
   */
  accessTo(assignment: UserAndApplication): Promise<Access>;
  /** A tenant by its id, or by any of its domains; undefined when there is none. */
  findTenant(idOrDomain: string): Promise<Tenant | undefined>;
  /** @param userPrincipalName or the id */
  findUser(tenantId: string, userPrincipalName: string): Promise<UserRow | undefined>;
  /** Users of a tenant by name, at most 1,000. */
  listUsers(tenantId: string): Promise<UserListRow[]>;
}

/** As many as the lists of the directory return at most. */
const all = { page: 1, pageSize: 1000, search: '' };

export interface DirectoryParts {
  db: Database;
  clock: Clock;
  keys: KeyRing;
}

/** The public API of the directory. */
export function directoryOf({ db, clock, keys }: DirectoryParts): Directory {
  return {
    createTenant: (tenant) => createTenant(db, tenant, clock()),
    listTenants: () => listTenants(db),
    cloudOf: async (tenantId) => {
      requireTypes({ tenantId }, { tenantId: 'string' });
      return cloudOf(db, tenantId.toLowerCase());
    },
    setCloud: (tenantId, cloud) => setCloud(db, tenantId, cloud),
    requestChecksOf: (tenantId) => {
      requireTypes({ tenantId }, { tenantId: 'string' });
      return requestChecksOf(db, tenantId.toLowerCase());
    },
    setRequestChecks: (tenantId, changes) => setRequestChecks(db, tenantId, changes),
    domainsOf: async (tenantId) => {
      requireTypes({ tenantId }, { tenantId: 'string' });
      return domainsOf(db, tenantId.toLowerCase());
    },
    createDomain: (tenantId, domain) => createDomain(db, tenantId, domain),
    deleteDomain: (tenantId, domain) => deleteDomain(db, tenantId, domain),
    domainFederationOf: (tenantId, domain) => domainFederationOf(db, tenantId, domain),
    federateDomain: (tenantId, domain, properties) =>
      federateDomain(db, tenantId, domain, properties),
    makeDomainManaged: (tenantId, domain) => makeDomainManaged(db, tenantId, domain),
    setMockIdentityProvider: (tenantId, domain, changes) =>
      setMockIdentityProvider(db, tenantId, domain, changes),
    createUser: (user) => createUser(db, user, clock()),
    createInvitation: (tenantId, invitation) => createInvitation(db, tenantId, invitation, clock()),
    async identitiesOf(userId) {
      const user = await requireUser(db, userId);
      const [initial] = await domainsOf(db, user.tenantId);
      return identitiesOf(user, initial?.id ?? '');
    },
    importUsersUnchecked: (users) => importUsersUnchecked(db, users, clock()),
    updateUser: (id, changes) => updateUser(db, id, changes),
    resetPassword: (id, password, options) => resetPassword(db, id, password, options),
    forcePasswordChange: (id, force) => forcePasswordChange(db, id, force),
    revokeSessions: (id) => revokeSessions(db, id),
    directoryRolesOf: async (userId) => {
      requireTypes({ userId }, { userId: 'string' });
      return [...(await rolesOf(db, userId))].sort();
    },
    setDirectoryRoles: (id, directoryRoles) => setDirectoryRoles(db, id, directoryRoles),
    async secondFactor(userId) {
      await requireUser(db, userId);
      const secret = await secondFactorOf(db, userId);
      return { secret, ...(await currentCode(secret, clock())) };
    },
    currentCodes: async (tenantId) => {
      requireTypes({ tenantId }, { tenantId: 'string' });
      return currentCodes(db, tenantId.toLowerCase(), clock());
    },
    sentCodes: async (tenantId) => {
      requireTypes({ tenantId }, { tenantId: 'string' });
      return sentCodes(db, tenantId.toLowerCase(), clock());
    },
    pendingApprovals: async (tenantId) => {
      requireTypes({ tenantId }, { tenantId: 'string' });
      return pendingApprovals(db, tenantId.toLowerCase(), clock());
    },
    answerApproval: (approvalId, answer) => answerApproval(db, approvalId, answer, clock()),
    authenticationMethodsOf: async (userId) => {
      requireTypes({ userId }, { userId: 'string' });
      return authenticationMethodsOf(db, userId);
    },
    addAuthenticationMethod: (userId, method) =>
      addAuthenticationMethod(db, userId, method, clock()),
    deleteAuthenticationMethod: async (userId, methodId) => {
      requireTypes({ userId, methodId }, { userId: 'string', methodId: 'string' });
      await deleteAuthenticationMethod(db, userId, methodId);
    },
    setSoftwareOath: (userId, has) => setSoftwareOath(db, userId, has),
    requireReregisterMultifactor: (userId) => requireReregisterMultifactor(db, userId),
    setSignsInWithoutPages: (userId, methods) => setSignsInWithoutPages(db, userId, methods),
    deleteUser: (id) => deleteUser(db, id, clock()),
    restoreUser: (id) => restoreUser(db, id, clock()),
    purgeUser: (id) => purgeUser(db, id),
    createGroup: (group) => createGroup(db, group, clock()),
    updateGroup: (id, changes) => updateGroup(db, id, changes),
    deleteGroup: (id) => deleteGroup(db, id),
    listGroups: async (tenantId) => {
      requireTypes({ tenantId }, { tenantId: 'string' });
      return (await listGroups(db, { tenantId: tenantId.toLowerCase(), ...all })).rows;
    },
    listGroupMembers: async (groupId) => {
      requireTypes({ groupId }, { groupId: 'string' });
      return (await listMembers(db, { groupId, ...all })).rows;
    },
    addGroupMembers: (id, userIds) => addGroupMembers(db, id, userIds),
    removeGroupMember: (id, userId) => removeGroupMember(db, id, userId),
    createPolicy: (tenantId, policy) => createPolicy(db, tenantId, policy, clock()),
    updatePolicy: (id, changes) => updatePolicy(db, id, changes, clock()),
    listPolicies: async (tenantId) => {
      requireTypes({ tenantId }, { tenantId: 'string' });
      return (await listPolicies(db, tenantId.toLowerCase())).map(readPolicy);
    },
    deletePolicy: (id) => deletePolicy(db, id),
    addApplication: (app) => addApplication(db, app, clock()),
    deleteApplication: (servicePrincipalId) => deleteApplication(db, { servicePrincipalId }),
    findApplication: async (tenantId, key) => {
      requireTypes({ tenantId }, { tenantId: 'string' });
      return findApplication(db, tenantId, key);
    },
    listApplications: async (tenantId) => {
      requireTypes({ tenantId }, { tenantId: 'string' });
      return allApplications(db, tenantId);
    },
    async chooseSaml(servicePrincipalId, notify) {
      await chooseSaml(db, { servicePrincipalId }, notify, clock());
    },
    async disableSingleSignOn(servicePrincipalId) {
      await disableSingleSignOn(db, { servicePrincipalId });
    },
    async configureSaml(servicePrincipalId, basic) {
      await configureSaml(db, { servicePrincipalId }, basic);
    },
    async configureSamlFromMetadata(servicePrincipalId, metadata) {
      await configureSamlFromMetadata(db, { servicePrincipalId }, metadata, clock());
    },
    async configureSamlWithoutRequiredValues(servicePrincipalId, basic) {
      await configureSamlWithoutRequiredValues(db, { servicePrincipalId }, basic);
    },
    async replaceBasicSamlUnchecked(servicePrincipalId, basic) {
      await replaceBasicSamlUnchecked(db, { servicePrincipalId }, basic);
    },
    async saveClaim(servicePrincipalId, claim, claimId) {
      await saveClaim(db, { servicePrincipalId }, claimId, claim);
    },
    async removeClaim(servicePrincipalId, claimId) {
      await removeClaim(db, { servicePrincipalId }, claimId);
    },
    async saveNameId(servicePrincipalId, nameId) {
      await saveNameId(db, { servicePrincipalId }, nameId);
    },
    async setSigning(servicePrincipalId, changes) {
      await setSigning(db, { servicePrincipalId }, changes);
    },
    async setAuthnContext(servicePrincipalId, settings) {
      await setAuthnContext(db, { servicePrincipalId }, settings);
    },
    async setProperties(servicePrincipalId, changes) {
      await setProperties(db, { servicePrincipalId }, changes);
    },
    addTokenSigningCertificate: (servicePrincipalId, options = {}) =>
      addTokenSigningCertificate(db, { servicePrincipalId }, options, clock()),
    signingCertificates: async (servicePrincipalId) =>
      signingCertificatesOf(
        db,
        await requireApplication(db, undefined, servicePrincipalId),
        clock(),
      ),
    importSigningKey: (servicePrincipalId, key) =>
      importSigningKey(db, { servicePrincipalId }, key, clock()),
    async activateCertificate(servicePrincipalId, thumbprint) {
      await activateCertificate(db, { servicePrincipalId }, thumbprint);
    },
    async activeSigningKey(id) {
      requireTypes({ servicePrincipalId: id }, { servicePrincipalId: 'string' });
      const { activeKey } = required(await applicationById(db, id), 'application', id);
      if (!activeKey) throw new NoSigningKey(id);
      return keys.load(await signingKeyAt(db, id, activeKey, clock()));
    },
    appRoles: async (servicePrincipalId) => {
      requireTypes({ servicePrincipalId }, { servicePrincipalId: 'string' });
      return appRolesOf(db, servicePrincipalId);
    },
    assign: (assignment) => assign(db, assignment, clock()),
    listAssignments: async (servicePrincipalId) => {
      requireTypes({ servicePrincipalId }, { servicePrincipalId: 'string' });
      return (await listAssignments(db, { servicePrincipalId, ...all })).rows;
    },
    unassign: (assignment) => unassign(db, assignment),
    isAssigned: (assignment) => isAssigned(db, assignment),
    accessTo: (assignment) => accessTo(db, assignment),
    findTenant: async (idOrDomain) => {
      requireTypes({ idOrDomain }, { idOrDomain: 'string' });
      return findTenant(db, idOrDomain);
    },
    listUsers: async (tenantId) => {
      requireTypes({ tenantId }, { tenantId: 'string' });
      return (await listUsers(db, { tenantId: tenantId.toLowerCase(), ...all })).rows;
    },
    findUser: async (tenantId, userPrincipalName) => {
      requireTypes(
        { tenantId, userPrincipalName },
        { tenantId: 'string', userPrincipalName: 'string' },
      );
      return findUserByIdOrName(db, tenantId.toLowerCase(), userPrincipalName);
    },
  };
}
