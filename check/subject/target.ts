import type { Cast, HonestIdentity, Need, Stage } from '../../catalogue/index.ts';
import type { BasicSaml } from '../../idp/index.ts';
import type { AuthnRequest } from '../../saml/authn-request.ts';
import type { IdpSite } from '../agent/browser.ts';
import type { NamedSigner } from '../identity/lab-applications.ts';
import type { SessionProbe } from './session-probe.ts';

/** A service provider, set up for one run. */
export interface RunSetup {
  readonly sp: Stage['target'];
  /** Basic SAML Configuration in Entra, as its metadata fills it in. */
  readonly registration: BasicSaml;
  /**
   * The URL to answer a request at (SAML Core 3.4.1); that of `sp` by default.
   *
   * @throws {CheckFault} `unknown_acs` when the request names another one than the metadata
   */
  readonly acsFor?: (request: AuthnRequest) => string;
  /** Where the identity provider's page must be; on another site by default, as Entra's. */
  readonly idpSite?: IdpSite;
  /** RelayState of responses that answer no request. */
  readonly relayState?: string | undefined;
  /** URL that starts a sign-in; undefined for a service provider that cannot start one. */
  readonly loginUrl: string | undefined;
  /** URL that starts a sign-in with ForceAuthn or RequestedAuthnContext; `loginUrl` by default. */
  readonly loginUrlFor?: (wish: { forceAuthn?: boolean; authnContext?: string }) => Promise<string>;
  /** A page that starts a logout, or has a form for it, if the check knows one. */
  readonly accountUrl?: string;
  readonly probe: SessionProbe;
  readonly identityProvider: Stage['identityProvider'];
  readonly identity: HonestIdentity;
  readonly cast: Cast;
  /** The clock of the service provider. */
  readonly clock: () => Date;
  readonly loadMetadata?: NonNullable<Stage['loadMetadata']>;
  readonly advanceClock?: NonNullable<Stage['advanceClock']>;
  /** Removes what was set up only for this run. */
  release(): Promise<void>;
}

/** The service provider that is checked. */
export interface Target {
  /** Its name in reports: the entity ID. */
  readonly name: string;
  readonly metadataSource: string | undefined;
  /** Whether it names the check that refuses, as samlab's own does; then it must name the right one. */
  readonly namesChecks: boolean;
  /** Every run signs in the same user, so a logout in one may end the session of another. */
  readonly sharesUser: boolean;
  /** Requests are sent only to these. */
  readonly origins: ReadonlySet<string>;
  /** Those needs that this target does not meet. */
  unmet(needs: readonly Need[]): readonly Need[];
  /** Why a need is not met, if it is more than what the need says. */
  reasonFor?(need: Need): string | undefined;
  /** Records needs that turned out to be met. */
  learn(needs: readonly Need[]): void;
  /** Records where its requests want their responses, if they name the URL. */
  learnAcs?(acs: string): void;
  /**
   * Records that a valid sign-in goes on at this URL.
   *
   * @returns whether its origin is new, and one of this service provider: another port of the same host, on this machine.
   */
  learnOrigin?(url: string): boolean;
  /** Records that sign-ins work only from an identity provider on the same site. */
  learnSameSite?(): void;
  /** The command that prints the metadata to trust, for advice. */
  readonly metadataCommand?: string | undefined;
  /** The keys of other applications, one of which it may trust instead. */
  readonly otherSigners?: (() => Promise<readonly NamedSigner[]>) | undefined;
  /** Sets the service provider up for one run; release it afterwards. */
  setUp(needs: readonly Need[]): Promise<RunSetup>;
  close(): Promise<void>;
}
