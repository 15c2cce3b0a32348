import type { Exchange } from '../../exchanges/exchange.ts';
import type { AuthenticationMethodMode, BasicSaml, Directory, NewUser } from '../../idp/index.ts';
import { LabError } from '../errors.ts';
import { nextExchange, type WantedExchange } from '../exchanges/next-exchange.ts';
import type { LabRecorder } from '../exchanges/recorder.ts';
import { readablePassword } from '../readable-password.ts';
import type { ArmedSignIn, ArmedSignIns } from './armed-sign-ins.ts';
import { type ResponseChange, type ResponseMakers, responseMaker } from './next-sign-in.ts';
import { readMetadata } from './read-metadata.ts';
import { type InjectedSite, responseFor, type SignedResponse } from './sign-in.ts';

/** A user that a test can sign in. */
export interface LabUser {
  readonly id: string;
  readonly userPrincipalName: string;
  readonly password: string;
}

/** An application with SAML settings. */
export interface LabApplication {
  readonly servicePrincipalId: string;
  readonly appId: string;
  readonly displayName: string;
  /** Of the identity provider, with the application's certificate. */
  readonly metadataUrl: string;
}

/** What a new user is given; everything else gets a default. */
export type NewLabUser = Partial<Omit<NewUser, 'tenantId'>>;

/** Basic SAML Configuration, from metadata or value by value. */
export interface NewLabApplication extends Partial<BasicSaml> {
  /** Default: `Application 1` and so on. */
  readonly displayName?: string | undefined;
  /** Of the service provider: XML, an http or https URL, or the path of a file. */
  readonly metadata?: string | URL | Uint8Array | undefined;
  /** Default: true, as in Entra: users need an assignment. */
  readonly appRoleAssignmentRequired?: boolean | undefined;
}

/** A user, or the user principal name of one. */
export type UserReference = LabUser | string;

/** An application, or the display name of one. */
export type ApplicationReference = LabApplication | string;

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
    const { userPrincipalName: name = `user-${++this.#users}`, password = readablePassword() } =
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
    const { displayName = `Application ${++this.#applications}`, metadata, ...others } = app;
    const { appRoleAssignmentRequired, identifierUris = [], replyUrls = [], ...basic } = others;
    const file = metadata === undefined ? undefined : await readMetadata(metadata);
    const { directory } = this.#parts;
    const { servicePrincipalId, appId } = await directory.addApplication({
      tenantId: this.id,
      displayName,
    });
    try {
      if (file) await directory.configureSamlFromMetadata(servicePrincipalId, file);
      else
        await directory.configureSaml(servicePrincipalId, { identifierUris, replyUrls, ...basic });
      if (appRoleAssignmentRequired !== undefined)
        await directory.setProperties(servicePrincipalId, { appRoleAssignmentRequired });
      await directory.chooseSaml(servicePrincipalId, `admin@${this.domain}`);
    } catch (error) {
      await directory.deleteApplication(servicePrincipalId);
      throw error;
    }
    const metadataUrl = `${this.#parts.idpUrl()}/${this.id}/federationmetadata/2007-06/federationmetadata.xml?appid=${appId}`;
    return { servicePrincipalId, appId, displayName, metadataUrl };
  }

  /**
   * Assigns a user to an application.
   *
   * @throws {LabError} `unknown_user`, `unknown_application`
   */
  async assign(user: UserReference, application: ApplicationReference): Promise<void> {
    const servicePrincipalId = await this.#applicationId(application);
    const userId = await this.#userId(user);
    await this.#parts.directory.assign({ servicePrincipalId, userId });
  }

  /**
   * Signs a user in without a browser: every check of the identity provider runs, and the sign-in is logged and recorded.
   *
   * @returns the response that a browser would post
   * @throws {SignInRefused} with the AADSTS code
   * @throws {LabError} `unknown_user`, `unknown_application`, or `sign_in_needs_page` when a policy asks for more than `methods`
   */
  async signIn(
    user: UserReference,
    { application, request, methods = ['password'] }: SignInOptions = {} as SignInOptions,
  ): Promise<SignedResponse> {
    const { idp, directory, armed } = this.#parts;
    const userId = await this.#userId(user);
    const id = await this.#applicationId(application);
    const found = await directory.findApplication(this.id, { id });
    const launch = `/api/signin/${found?.servicePrincipal.appId}?tenantId=${this.id}`;
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
    const scope = {
      tenantId: this.id,
      servicePrincipalId: application && (await this.#applicationId(application)),
      userId: user && (await this.#userId(user)),
    };
    const words = `a sign-in of ${nameOf(user, 'userPrincipalName') ?? 'any user'} at ${nameOf(application, 'displayName') ?? 'any application'} of ${this.domain}`;
    return this.#parts.armed.arm(scope, words, make);
  }

  /**
   * Resolves with the next exchange of an application that ends after the call.
   *
   * @throws {LabError} `unknown_application`
   */
  async nextExchange({ application, user, ...wanted }: WantedTenantExchange): Promise<Exchange> {
    return nextExchange(this.#parts.recorder, {
      ...wanted,
      application: await this.#applicationId(application),
      user: nameOf(user, 'userPrincipalName'),
    });
  }

  async #userId(user: UserReference): Promise<string> {
    const name = nameOf(user, 'userPrincipalName');
    const found = name && (await this.#parts.directory.findUser(this.id, name));
    if (found) return found.id;
    throw new LabError('unknown_user', `${this.#lacks('user', name)} addUser returned.`);
  }

  async #applicationId(application: ApplicationReference): Promise<string> {
    const name = nameOf(application, 'displayName');
    const key =
      typeof application === 'object'
        ? { id: String(application.servicePrincipalId) }
        : { displayName: application };
    const found = name && (await this.#parts.directory.findApplication(this.id, key));
    if (found) return found.servicePrincipal.id;
    throw new LabError(
      'unknown_application',
      `${this.#lacks('application', name)} addApplication returned.`,
    );
  }

  #lacks(kind: 'user' | 'application', name: string | undefined): string {
    const what =
      name === undefined
        ? `No ${kind} was given.`
        : `The tenant ${this.domain} has no ${kind} "${name.slice(0, 100)}".`;
    const by = kind === 'user' ? 'user principal name' : 'display name';
    return `${what} Pass the ${by} of one of this tenant, or what`;
  }
}

/** @returns undefined for what names nothing, such as a user where an application is wanted */
function nameOf(one: unknown, property: 'userPrincipalName' | 'displayName'): string | undefined {
  const name =
    typeof one === 'object' && one !== null ? (Reflect.get(one, property) as unknown) : one;
  return typeof name === 'string' ? name : undefined;
}

/** The query is sent as it is: a signature covers its octets. */
function pathOf(request: string | URL): string {
  const { pathname, search } = new URL(String(request), 'http://localhost');
  return pathname + search;
}
