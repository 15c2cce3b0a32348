import type { Exchange } from '../../exchanges/exchange.ts';
import {
  type ApplicationDetails,
  type AuthenticationMethodMode,
  type BasicSaml,
  basicSamlOf,
  type Directory,
  type NewUser,
} from '../../idp/index.ts';
import { LabError } from '../errors.ts';
import { nextExchange, type WantedExchange } from '../exchanges/next-exchange.ts';
import type { LabRecorder } from '../exchanges/recorder.ts';
import { readablePassword } from '../readable-password.ts';
import type { ArmedSignIn, ArmedSignIns } from './armed-sign-ins.ts';
import { type ResponseChange, type ResponseMakers, responseMaker } from './next-sign-in.ts';
import { readMetadata } from './read-metadata.ts';
import {
  type ApplicationReference,
  type LabApplication,
  type LabUser,
  requireApplication,
  requireUser,
  type UserReference,
} from './references.ts';
import { type InjectedSite, responseFor, type SignedResponse } from './sign-in.ts';

/** What a new user is given; everything else gets a default. */
export type NewLabUser = Partial<Omit<NewUser, 'tenantId'>>;

/** Basic SAML Configuration, from metadata, value by value, or both: a value that is given replaces the one in the metadata. */
export interface NewLabApplication extends Partial<BasicSaml> {
  /** Default: `Application 1` and so on. */
  readonly displayName?: string | undefined;
  /** Of the service provider: XML, an http or https URL, or the path of a file. */
  readonly metadata?: string | URL | Uint8Array | undefined;
  /** Default: true, as in Entra: users need an assignment. */
  readonly appRoleAssignmentRequired?: boolean | undefined;
}

export interface SignInOptions {
  readonly application: ApplicationReference;
  /** Where the service provider sends the browser: the URL with the SAMLRequest. Default: IdP-initiated. */
  readonly request?: string | URL | undefined;
  /** How the user signs in, in the order of use. Default: with a password. */
  readonly methods?: readonly AuthenticationMethodMode[] | undefined;
}

export interface NextSignIn extends ResponseChange {
  /** Default: any of the tenant. */
  readonly application?: ApplicationReference | undefined;
  /** Default: any of the tenant. */
  readonly user?: UserReference | undefined;
}

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
  };
  readonly idpUrl: () => string;
  readonly armed: ArmedSignIns;
  readonly recorder: LabRecorder;
}

/** A tenant of a running lab, for a test: users, applications, sign-ins, and nothing of another tenant. */
export class LabTenant {
  /** GUID. */
  readonly id: string;
  /** Its initial domain, in which the names of its users end. */
  readonly domain: string;
  readonly #parts: TenantParts;
  #users = 0;
  #applications = 0;

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
    const { userPrincipalName: name = await this.#freeUserName(), password = readablePassword() } =
      user;
    const userPrincipalName = String(name).includes('@') ? name : `${name}@${this.domain}`;
    const [displayName = ''] = userPrincipalName.split('@');
    const { id } = await this.#parts.directory.createUser({
      displayName,
      ...user,
      tenantId: this.id,
      userPrincipalName,
      password,
    });
    return { id, userPrincipalName, password };
  }

  /**
   * Adds an application with SAML settings and a signing certificate.
   *
   * @throws {InvalidInput} when a value breaks a rule, an Identifier or a Reply URL is missing, or the metadata is of no use
   * @throws {LabError} `metadata_unreadable` when there is no metadata
   */
  async addApplication(app: NewLabApplication): Promise<LabApplication> {
    const { displayName = await this.#freeApplicationName(), metadata, ...others } = app;
    const { appRoleAssignmentRequired, ...values } = others;
    const basic = Object.fromEntries(Object.entries(values).filter(([, one]) => one !== undefined));
    const file = metadata === undefined ? undefined : await readMetadata(metadata);
    const { directory } = this.#parts;
    const { servicePrincipalId } = await directory.addApplication({
      tenantId: this.id,
      displayName,
    });
    try {
      if (file) await directory.configureSamlFromMetadata(servicePrincipalId, file);
      if (!file || Object.keys(basic).length > 0) {
        const before = basicSamlOf(await this.#application(servicePrincipalId));
        await directory.configureSaml(servicePrincipalId, { ...before, ...basic });
      }
      if (appRoleAssignmentRequired !== undefined)
        await directory.setProperties(servicePrincipalId, { appRoleAssignmentRequired });
      await directory.chooseSaml(servicePrincipalId, `admin@${this.domain}`);
    } catch (error) {
      await directory.deleteApplication(servicePrincipalId);
      throw error;
    }
    return this.findApplication(servicePrincipalId);
  }

  /**
   * Assigns a user to an application.
   *
   * @throws {LabError} `unknown_user`, `unknown_application`
   */
  async assign(user: UserReference, application: ApplicationReference): Promise<void> {
    const { servicePrincipal } = await this.#application(application);
    const { id: userId } = await this.#user(user);
    await this.#parts.directory.assign({ servicePrincipalId: servicePrincipal.id, userId });
  }

  /**
   * Signs a user in without a browser: every check of the identity provider runs, and the sign-in is logged and recorded.
   *
   * @returns the response that a browser would post
   * @throws {SignInRefused} with the AADSTS code
   * @throws {LabError} `unknown_user`, `unknown_application`, `invalid_option` when `request` is no URL, or `sign_in_needs_page` when a policy asks
   *   for more than `methods`
   */
  async signIn(
    user: UserReference,
    { application, request, methods = ['password'] }: SignInOptions = {} as SignInOptions,
  ): Promise<SignedResponse> {
    const { idp, armed } = this.#parts;
    const { id: userId } = await this.#user(user);
    const { servicePrincipal } = await this.#application(application);
    const launch = `/api/signin/${servicePrincipal.appId}?tenantId=${this.id}`;
    const path = request === undefined ? launch : pathOf(request);
    armed.failureOf(this.id);
    try {
      return await responseFor(idp.app, path, await idp.openSession(userId, methods));
    } catch (error) {
      throw armed.failureOf(this.id) ?? error;
    }
  }

  /**
   * Replaces the response of the next sign-in of this tenant, or of the application and the user that are named: once. Sign-ins of other
   * tenants, applications and users never take it.
   *
   * @throws {LabError} `unknown_case`, `invalid_option`, `unknown_user`, `unknown_application`, or `already_armed` when one waits that the same
   *   sign-in could take
   */
  async nextSignIn({ application, user, ...change }: NextSignIn): Promise<ArmedSignIn> {
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
   * @throws {LabError} `unknown_application`, `unknown_user`
   */
  async nextExchange({ application, user, ...wanted }: WantedTenantExchange): Promise<Exchange> {
    return nextExchange(this.#parts.recorder, {
      ...wanted,
      application: (await this.#application(application)).servicePrincipal.id,
      user: user === undefined ? undefined : (await this.#user(user)).userPrincipalName,
    });
  }

  /**
   * What `addApplication` returned.
   *
   * @throws {LabError} `unknown_application`
   */
  async findApplication(application: ApplicationReference): Promise<LabApplication> {
    return this.#labApplication(await this.#application(application));
  }

  #user(user: UserReference) {
    return requireUser({ directory: this.#parts.directory, tenant: this }, user);
  }

  #application(application: ApplicationReference): Promise<ApplicationDetails> {
    return requireApplication({ directory: this.#parts.directory, tenant: this }, application);
  }

  #labApplication({ servicePrincipal }: ApplicationDetails): LabApplication {
    const { id: servicePrincipalId, appId, displayName } = servicePrincipal;
    const metadataUrl = `${this.#parts.idpUrl()}/${this.id}/federationmetadata/2007-06/federationmetadata.xml?appid=${appId}`;
    return { servicePrincipalId, appId, displayName, metadataUrl };
  }

  async #freeUserName(): Promise<string> {
    const name = `user-${++this.#users}@${this.domain}`;
    const taken = await this.#parts.directory.findUser(this.id, name);
    return taken ? this.#freeUserName() : name;
  }

  async #freeApplicationName(): Promise<string> {
    const displayName = `Application ${++this.#applications}`;
    const taken = await this.#parts.directory.findApplication(this.id, { displayName });
    return taken ? this.#freeApplicationName() : displayName;
  }
}

/**
 * The query is sent as it is: a signature covers its octets.
 *
 * @throws {LabError} `invalid_option`
 */
function pathOf(request: string | URL): string {
  const url = URL.parse(String(request), 'http://localhost');
  if (url) return url.pathname + url.search;
  throw new LabError(
    'invalid_option',
    `request must be the URL to which the service provider sends the browser, not "${String(request).slice(0, 100)}".`,
  );
}
