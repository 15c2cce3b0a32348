import type { Exchange } from '../../exchanges/exchange.ts';
import type {
  ApplicationDetails,
  AuthenticationMethodMode,
  CycleResult,
  Directory,
  Mail,
  MetadataRead,
  OnDemandResult,
  ProvisioningObjectSummary,
  ProvisioningRuns,
  ProvisioningState,
  WantedProvisioningLogs,
} from '../../idp/index.ts';
import type { Administration } from '../../sp/index.ts';
import type { IdSource } from '../../store/ids.ts';
import { applicationEndpoints } from '../endpoints.ts';
import { LabError } from '../errors.ts';
import { mustReportJudgement } from '../exchanges/must-report-judgement.ts';
import { nextExchange, type WantedExchange } from '../exchanges/next-exchange.ts';
import type { LabRecorder } from '../exchanges/recorder.ts';
import { addApplication, type NewLabApplication } from './add-application.ts';
import type { ArmedSignIn, ArmedSignIns } from './armed-sign-ins.ts';
import { requireObject, requireOptionNames } from './known-names.ts';
import type { KnownPasswords } from './known-passwords.ts';
import { addGroup, type NewLabGroup } from './new-group.ts';
import { type NewLabUser, newUserOf } from './new-user.ts';
import { type ResponseChange, type ResponseMakers, responseMaker } from './next-sign-in.ts';
import { configureLabProvisioning, type NewLabProvisioning } from './provisioning.ts';
import {
  type ApplicationReference,
  type GroupReference,
  isGroup,
  type LabApplication,
  type LabGroup,
  type LabUser,
  requireApplication,
  requireGroup,
  requireRole,
  requireUser,
  type UserReference,
} from './references.ts';
import { requestPath } from './request-path.ts';
import { type InjectedSite, responseFor, type SignedResponse } from './sign-in.ts';
import { type SignedOut, signOutOf } from './sign-out.ts';

/** How a user signs in without a browser, and to what. */
export interface SignInOptions {
  /** That the response is for; the user must be assigned to it. */
  readonly application: ApplicationReference;
  /** Where the service provider sends the browser: the URL with the SAMLRequest. Default: IdP-initiated. */
  readonly request?: string | URL | undefined;
  /** How the user signs in, in the order of use. Default: with a password. */
  readonly methods?: readonly AuthenticationMethodMode[] | undefined;
  /** In the session of the user's latest `signIn`, as in one browser, if there was one; without `methods`. Default: a new session. */
  readonly sameSession?: boolean | undefined;
}

/** How a user signs out without a browser. */
export interface SignOutOptions {
  /** Where the service provider sends the browser: the URL with the LogoutRequest. Default: the sign-out page, as from My Apps. */
  readonly request?: string | URL | undefined;
}

/** How a user or group is assigned. */
export interface AssignOptions {
  /** Role of the application, by its display name, its value or its id. Default: Default Access. */
  readonly role?: string | undefined;
}

/** The response that is sent, and whose sign-in gets it. */
export type NextSignIn = ResponseChange & {
  /** Default: any of the tenant. */
  readonly application?: ApplicationReference | undefined;
  /** Default: any of the tenant. */
  readonly user?: UserReference | undefined;
};

/** Which lines of the provisioning logs are read. */
export type WantedTenantLogs = Omit<
  WantedProvisioningLogs,
  'tenantId' | 'servicePrincipalId' | 'page'
> & {
  /** Default: of every application. */
  readonly application?: ApplicationReference | undefined;
};

/** Which exchange of the tenant is awaited. */
export type WantedTenantExchange = Omit<WantedExchange, 'application' | 'user'> & {
  readonly application: ApplicationReference;
  readonly user?: UserReference | undefined;
};

export interface TenantParts extends ResponseMakers {
  readonly directory: Directory;
  readonly idp: {
    readonly app: InjectedSite;
    openSession(userId: string, methods: readonly AuthenticationMethodMode[]): Promise<string>;
    outbox(tenantId?: string): Promise<Mail[]>;
    metadataReads(appId: string): Promise<MetadataRead[]>;
    readonly provisioning: ProvisioningRuns;
  };
  readonly administration: Administration;
  readonly idpUrl: () => string;
  readonly spUrl: () => string;
  readonly armed: ArmedSignIns;
  readonly recorder: LabRecorder;
  readonly clock: () => Date;
  readonly ids: IdSource;
  readonly known: KnownPasswords;
}

const MOST_SESSIONS = 1000;
const logOptions = [
  'application',
  'jobId',
  'cycleId',
  'changeId',
  'identity',
  'status',
  'action',
  'from',
  'to',
  'pageSize',
] as const satisfies readonly (keyof WantedTenantLogs)[];

/** A tenant of a running lab, for a test: users, applications, sign-ins, and nothing of another tenant. */
export class LabTenant {
  /** GUID. */
  readonly id: string;
  /** Its initial domain, in which the names of its users end. */
  readonly domain: string;
  readonly #parts: TenantParts;
  /** The Cookie header of the latest session of a user, by id. */
  readonly #sessions = new Map<string, string>();
  #users = 0;
  #applications = 0;
  #groups = 0;

  constructor(parts: TenantParts, { id, domain }: { id: string; domain: string }) {
    this.#parts = parts;
    this.id = id;
    this.domain = domain;
  }

  /**
   * Adds a user; a userPrincipalName without a domain gets the tenant's.
   *
   * @throws {InvalidInput} when a property breaks a rule
   */
  async addUser(user: NewLabUser = {}): Promise<LabUser> {
    requireObject('addUser', user);
    const { userPrincipalName = await this.#freeUserName() } = user;
    const wanted = newUserOf(this, { ...user, userPrincipalName });
    const { id } = await this.#parts.directory.createUser(wanted);
    this.#parts.known.note(wanted.userPrincipalName, wanted.password);
    return { id, userPrincipalName: wanted.userPrincipalName, password: wanted.password };
  }

  /**
   * Adds an application with SAML settings and a signing certificate.
   *
   * @throws {InvalidInput} when a property does not exist, a value breaks a rule, or an Identifier or a Reply URL is missing
   * @throws {LabError} `metadata_unreadable` when the metadata is of no use
   */
  async addApplication(app: NewLabApplication): Promise<LabApplication> {
    requireObject('addApplication', app);
    const { directory, clock } = this.#parts;
    const { displayName = await this.#freeApplicationName() } = app;
    const target = { directory, tenant: this, now: clock() };
    return this.findApplication(await addApplication(target, { ...app, displayName }));
  }

  /**
   * Adds a group: a security group of the cloud, unless its properties say otherwise.
   *
   * @throws {InvalidInput} when a property breaks a rule
   * @throws {LabError} `unknown_user`, `unknown_group`
   */
  async addGroup(group: NewLabGroup = {}): Promise<LabGroup> {
    requireObject('addGroup', group);
    const { directory } = this.#parts;
    const { displayName = await this.#freeGroupName() } = group;
    return addGroup({ directory, tenant: this }, { ...group, displayName });
  }

  /**
   * Assigns a user, or a group that `addGroup` or `findGroup` returned, to an application. The direct members of a group then count as
   * assigned.
   *
   * @throws {InvalidInput} when the role is disabled, or for applications only
   * @throws {LabError} `unknown_user`, `unknown_group`, `unknown_application`, `unknown_role`
   */
  async assign(
    principal: UserReference | LabGroup,
    application: ApplicationReference,
    options: AssignOptions = {},
  ): Promise<void> {
    requireOptionNames('assign', options, ['role']);
    const { directory } = this.#parts;
    const { servicePrincipal } = await this.#application(application);
    const who = isGroup(principal)
      ? { groupId: (await this.#group(principal)).id }
      : { userId: (await this.#user(principal)).id };
    const appRoleId =
      options.role === undefined
        ? undefined
        : await requireRole(directory, servicePrincipal, options.role);
    await directory.assign({ servicePrincipalId: servicePrincipal.id, appRoleId, ...who });
  }

  /**
   * Signs a user in without a browser: every check of the identity provider runs, and the sign-in is logged and recorded.
   *
   * @returns the response that a browser would post
   * @throws {SignInRefused} with the AADSTS code
   * @throws {LabError} `unknown_user`, `unknown_application`, `invalid_option` when `request` has no AuthnRequest, or `sign_in_needs_page` when a policy asks
   *   for more than `methods`
   */
  async signIn(
    user: UserReference,
    options: SignInOptions = {} as SignInOptions,
  ): Promise<SignedResponse> {
    requireOptionNames('signIn', options, ['application', 'request', 'methods', 'sameSession']);
    const { application, request, methods, sameSession = false } = options;
    if (sameSession && methods !== undefined)
      throw new LabError(
        'invalid_option',
        'Give sameSession or methods, not both: a session keeps the methods with which it began.',
      );
    const { idp, armed } = this.#parts;
    const { id: userId } = await this.#user(user);
    const { servicePrincipal } = await this.#application(application);
    const launch = `/api/signin/${servicePrincipal.appId}?tenantId=${this.id}`;
    const path = request === undefined ? launch : requestPath(request);
    armed.failureOf(this.id);
    const session =
      (sameSession ? this.#sessions.get(userId) : undefined) ??
      (await idp.openSession(userId, methods ?? ['password']));
    this.#noteSession(userId, session);
    try {
      return await responseFor(idp.app, path, session);
    } catch (error) {
      throw armed.failureOf(this.id) ?? error;
    }
  }

  /**
   * Signs a user out of the session of the latest `signIn`, without a browser: by a LogoutRequest of the service provider, or at the sign-out page.
   *
   * @returns the messages that a browser would carry to the applications
   * @throws {SignInRefused} with the AADSTS code
   * @throws {LabError} `unknown_user`, or `invalid_option` when `request` has no LogoutRequest
   */
  async signOut(user: UserReference, options: SignOutOptions = {}): Promise<SignedOut> {
    requireOptionNames('signOut', options, ['request']);
    const { id: userId } = await this.#user(user);
    const { request } = options;
    const path = request === undefined ? `/${this.id}/oauth2/logout` : requestPath(request);
    const session = this.#sessions.get(userId) ?? '';
    const signedOut = await signOutOf(this.#parts.idp.app, path, session);
    this.#sessions.delete(userId);
    return signedOut;
  }

  /** The latest sessions, of so many users that a test of many does not fill the memory. */
  #noteSession(userId: string, cookie: string): void {
    this.#sessions.delete(userId);
    this.#sessions.set(userId, cookie);
    const [oldest] = this.#sessions.keys();
    if (this.#sessions.size > MOST_SESSIONS && oldest !== undefined) this.#sessions.delete(oldest);
  }

  /**
   * Replaces the response of the next sign-in of this tenant, or of the application and the user that are named: once. Sign-ins of other
   * tenants, applications and users never take it.
   *
   * @throws {LabError} `unknown_case`, `invalid_option`, `unknown_user`, `unknown_application`, or `already_armed` when one waits that the same
   *   sign-in could take
   */
  async nextSignIn(wanted: NextSignIn): Promise<ArmedSignIn> {
    requireOptionNames('nextSignIn', wanted, ['case', 'alter', 'claims', 'application', 'user']);
    const { application, user, ...change } = wanted;
    const make = await responseMaker(change, this.#parts);
    const at =
      application === undefined
        ? undefined
        : (await this.#application(application)).servicePrincipal;
    const by = user === undefined ? undefined : await this.#user(user);
    const scope = { tenantId: this.id, servicePrincipalId: at?.id, userId: by?.id };
    const words = `a sign-in of ${by?.userPrincipalName ?? 'any user'} at ${at?.displayName ?? 'any application'} of ${this.domain}`;
    return this.#parts.armed.arm(scope, words, make);
  }

  /**
   * Resolves with the next exchange of an application that ends after the call.
   *
   * @throws {LabError} `unknown_application`, `unknown_user`, `invalid_option`, or `never_judged` when `judged` could never be met
   */
  async nextExchange(wanted: WantedTenantExchange): Promise<Exchange> {
    requireOptionNames('nextExchange', wanted, ['application', 'user', 'judged', 'signal']);
    const { application, user, ...others } = wanted;
    const { directory, spUrl } = this.#parts;
    const found = await this.#application(application);
    if (others.judged) await mustReportJudgement(directory, spUrl(), found);
    return nextExchange(this.#parts.recorder, {
      ...others,
      application: found.servicePrincipal.id,
      user: user === undefined ? undefined : (await this.#user(user)).userPrincipalName,
    });
  }

  /**
   * Who fetched the metadata of an application, at any replica of the lab, the newest first, at most 500: whether a service provider can know a
   * new certificate.
   *
   * @throws {LabError} `unknown_application`
   */
  async metadataReads(application: ApplicationReference): Promise<MetadataRead[]> {
    const { servicePrincipal } = await this.#application(application);
    return this.#parts.idp.metadataReads(servicePrincipal.appId);
  }

  /**
   * Configures the automated provisioning of an application by SCIM: creates the job if the application has none, and changes what is given. With `company`,
   * the lab's own Peakon is the target.
   *
   * @throws {InvalidInput} when a value breaks a rule; nothing is changed then
   * @throws {LabError} `unknown_application`
   */
  async configureProvisioning(
    application: ApplicationReference,
    configuration: NewLabProvisioning,
  ): Promise<ProvisioningState> {
    requireObject('configureProvisioning', configuration);
    const { servicePrincipal } = await this.#application(application);
    const saved = await configureLabProvisioning(this.#parts, servicePrincipal.id, configuration);
    this.#parts.idp.provisioning.wake();
    return saved;
  }

  /**
   * The provisioning of an application: its job with its status, its address and its settings. Secrets are masked.
   *
   * @returns undefined when there is none
   * @throws {LabError} `unknown_application`
   */
  async findProvisioning(
    application: ApplicationReference,
  ): Promise<ProvisioningState | undefined> {
    const { servicePrincipal } = await this.#application(application);
    return this.#parts.directory.findProvisioning(servicePrincipal.id);
  }

  /**
   * Runs a provisioning cycle now and waits for its end: an initial one, then incremental ones. A job that was never started, or was
   * stopped, is started.
   *
   * @throws {InvalidInput} when the application has no address or no credentials
   * @throws {LabError} `unknown_application`, or `no_provisioning` when the application has no job
   */
  async runProvisioningCycle(application: ApplicationReference): Promise<CycleResult> {
    const { id, job } = await this.#job(application);
    const { directory, idp } = this.#parts;
    if (job.schedule.state !== 'Active')
      await directory.configureProvisioning(id, { started: true });
    return idp.provisioning.runCycle(id, job.id);
  }

  /**
   * Provisions one user or group now, and says every step with what was sent. At most five in ten seconds, as in Entra.
   *
   * @throws {LabError} `unknown_user`, `unknown_group`, `unknown_application`, or `no_provisioning` when the application has no job
   */
  async provisionOnDemand(
    principal: UserReference | LabGroup,
    application: ApplicationReference,
  ): Promise<OnDemandResult> {
    const { id, job } = await this.#job(application);
    const subject = isGroup(principal)
      ? { objectId: (await this.#group(principal)).id, objectTypeName: 'Group' as const }
      : { objectId: (await this.#user(principal)).id, objectTypeName: 'User' as const };
    return this.#parts.idp.provisioning.provisionOnDemand(id, job.id, subject);
  }

  /**
   * The provisioning logs of this tenant, newest first, at most 1,000 at once.
   *
   * @throws {LabError} `unknown_application`, `invalid_option`
   * @throws {InvalidInput} `unknown` on `status` or `action` when the logs have no such one
   */
  async provisioningLogs(wanted: WantedTenantLogs = {}): Promise<ProvisioningObjectSummary[]> {
    requireOptionNames('provisioningLogs', wanted, logOptions);
    const { application, ...filter } = wanted;
    const app = application === undefined ? undefined : await this.#application(application);
    const { rows } = await this.#parts.directory.provisioningLogs({
      ...filter,
      tenantId: this.id,
      ...(app && { servicePrincipalId: app.servicePrincipal.id }),
    });
    return [...rows];
  }

  /** `lab.outbox()` of this tenant. */
  outbox(): Promise<Mail[]> {
    return this.#parts.idp.outbox(this.id);
  }

  /**
   * What `addApplication` returned.
   *
   * @throws {LabError} `unknown_application`
   */
  async findApplication(application: ApplicationReference): Promise<LabApplication> {
    return this.#labApplication(await this.#application(application));
  }

  /**
   * A user of this tenant: one of the tutorial, of a settings file, or of the admin center.
   *
   * @throws {LabError} `unknown_user`
   */
  async findUser(user: UserReference): Promise<LabUser> {
    const found = await this.#user(user);
    const password = (await this.#parts.known.of(found)) ?? '';
    return { id: found.id, userPrincipalName: found.userPrincipalName, password };
  }

  /**
   * A group of this tenant: one of a settings file, or of the admin center.
   *
   * @throws {LabError} `unknown_group`
   */
  async findGroup(group: GroupReference): Promise<LabGroup> {
    return this.#group(group);
  }

  #group(group: GroupReference): Promise<LabGroup> {
    return requireGroup({ directory: this.#parts.directory, tenant: this }, group);
  }

  #user(user: UserReference) {
    return requireUser({ directory: this.#parts.directory, tenant: this }, user);
  }

  #application(application: ApplicationReference): Promise<ApplicationDetails> {
    return requireApplication({ directory: this.#parts.directory, tenant: this }, application);
  }

  async #job(application: ApplicationReference) {
    const { servicePrincipal } = await this.#application(application);
    const { id, displayName } = servicePrincipal;
    const saved = await this.#parts.directory.findProvisioning(id);
    if (saved) return { id, job: saved.job };
    throw new LabError('no_provisioning', (_, reader) => {
      const how =
        reader === 'http' ? 'PUT a configuration first.' : 'call configureProvisioning first.';
      return `Provisioning of ${displayName} is not configured: ${how}`;
    });
  }

  #labApplication({ servicePrincipal, identifierUris }: ApplicationDetails): LabApplication {
    const { id: servicePrincipalId, appId, displayName } = servicePrincipal;
    const at = applicationEndpoints(this.#parts.idpUrl(), this.id, appId);
    const metadataUrl = at.appFederationMetadataUrl;
    return { servicePrincipalId, appId, displayName, identifierUris, metadataUrl };
  }

  async #freeUserName(): Promise<string> {
    const name = `user-${++this.#users}@${this.domain}`;
    const taken = await this.#parts.directory.findUser(this.id, name);
    return taken ? this.#freeUserName() : name;
  }

  async #freeGroupName(): Promise<string> {
    const displayName = `Group ${++this.#groups}`;
    const taken = await this.#parts.directory.findGroup(this.id, displayName);
    return taken ? this.#freeGroupName() : displayName;
  }

  async #freeApplicationName(): Promise<string> {
    const displayName = `Application ${++this.#applications}`;
    const taken = await this.#parts.directory.findApplication(this.id, { displayName });
    return taken ? this.#freeApplicationName() : displayName;
  }
}
