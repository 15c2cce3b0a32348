import type { Cast, HonestIdentity, Need } from '../../catalogue/index.ts';
import { registrationOf } from '../../lint/index.ts';
import type { IdpSite } from '../agent/browser.ts';
import type { Connections } from '../agent/exchange.ts';
import { where } from '../agent/exchange.ts';
import { CheckFault } from '../errors.ts';
import {
  type CheckIdentityProvider,
  type FurtherSigners,
  makeStranger,
} from '../identity/identity-provider.ts';
import type { NamedSigner } from '../identity/lab-applications.ts';
import { isLoopback } from './loopback.ts';
import type { Offer } from './offers.ts';
import { readTargetMetadata } from './read-metadata.ts';
import { acsFor } from './requested-acs.ts';
import type { SuccessRule } from './session-probe.ts';
import type { Target } from './target.ts';

export interface ForeignTargetOptions {
  /** URL or path of a file. */
  readonly metadata: string;
  /** Undefined for a service provider that cannot start a sign-in. */
  readonly loginUrl: string | undefined;
  /** URLs that start a sign-in with ForceAuthn or RequestedAuthnContext, or a logout, if it has any. */
  readonly loginUrls?: WishedLoginUrls | undefined;
  readonly whoamiUrl: string;
  readonly success: SuccessRule;
  readonly identity: HonestIdentity;
  readonly identityProvider: CheckIdentityProvider;
  /** How it is set up, as the user says: it cannot be seen from outside. */
  readonly offers?: readonly Offer[];
  /** Further keys, if it trusts more than one; called only if `offers` needs them. */
  readonly furtherSigners?: () => Promise<FurtherSigners>;
  readonly allowLoad?: boolean;
  /** The command that prints the metadata to trust, for advice. */
  readonly metadataCommand?: string | undefined;
  /** The keys of the lab's other applications. */
  readonly otherSigners?: (() => Promise<readonly NamedSigner[]>) | undefined;
  /** RelayState of responses that answer no request. */
  readonly relayState?: string | undefined;
  /** The user confirms being in charge of a target on another machine. */
  readonly isMine?: boolean;
  /** Called with each origin that turns out to be one of it too. */
  readonly onOrigin?: ((origin: string) => void) | undefined;
  readonly clock: () => Date;
}

export interface WishedLoginUrls {
  readonly forceAuthn?: string | undefined;
  readonly authnContext?: string | undefined;
  /** Starts a logout, or has a sign-out form. */
  readonly logout?: string | undefined;
}

/**
 * The user's service provider, over HTTP.
 *
 * @throws {CheckFault} `not_loopback` when it is on another machine without `isMine`
 * @throws {CheckFault} `unreachable`, `timeout` or `not_metadata` when its metadata cannot be read
 */
export async function foreignTarget(
  options: ForeignTargetOptions,
  connections: Connections,
): Promise<Target> {
  const { metadata, loginUrl, loginUrls = {}, whoamiUrl, identityProvider } = options;
  const { identity, clock } = options;
  const wished = Object.values(loginUrls);
  mustBeOwn([metadata, loginUrl, whoamiUrl, ...wished], options);
  const described = await readTargetMetadata(metadata, connections, clock());
  const logout = described.singleLogout.map(({ location }) => location);
  mustBeOwn([described.postAcs, ...logout], options);

  const cast: Cast = {
    idp: identityProvider.key,
    stranger: await makeStranger(clock()),
    ...(options.offers?.some(isTrust) && (await options.furtherSigners?.())),
    encryptionCertificates: described.encryptionCertificates,
  };
  const seen: Partial<Record<Need, boolean>> = {
    solicited: loginUrl !== undefined,
    'response-signature-alone': !described.wantsAssertionsSigned,
    'unsolicited-allowed': loginUrl === undefined,
    'any-relay-state': options.relayState === undefined,
    'decryption-certificate': described.encryptionCertificates.length > 0,
    'second-decryption-certificate': described.encryptionCertificates.length > 1,
    logout: described.singleLogout.length > 0,
    load: options.allowLoad ?? false,
    'force-authn': loginUrls.forceAuthn !== undefined,
    'requested-authn-context': loginUrls.authnContext !== undefined,
  };
  const offers = new Set<Need>(options.offers);
  const urls = [described.postAcs, whoamiUrl, ...logout, loginUrl, ...wished].filter(
    (url) => url !== undefined,
  );
  const origins = new Set(urls.map((url) => new URL(url).origin));
  let acs = described.postAcs;
  let idpSite: IdpSite = 'cross-site';

  return {
    name: described.entityId,
    metadataSource: metadata,
    namesChecks: false,
    sharesUser: true,
    origins,
    unmet: (needs) => needs.filter((need) => !(seen[need] ?? false) && !offers.has(need)),
    reasonFor: (need) => {
      const why = described.unreadableCertificate;
      return why !== undefined && isDecryption(need)
        ? `samlab cannot use an encryption certificate of the metadata: ${why}. Correct the metadata to run this.`
        : undefined;
    },
    learn(needs) {
      for (const need of needs) offers.add(need);
    },
    learnAcs(learnt) {
      acs = learnt;
    },
    learnOrigin(url) {
      const { origin, hostname } = new URL(url);
      const known = [...origins].some((each) => new URL(each).hostname === hostname);
      const isIdp = origin === new URL(identityProvider.singleSignOn).origin;
      if (!isLoopback(url) || !known || isIdp || origins.has(origin)) return false;
      origins.add(origin);
      options.onOrigin?.(origin);
      return true;
    },
    learnSameSite() {
      idpSite = 'same-site';
    },
    metadataCommand: options.metadataCommand,
    otherSigners: options.otherSigners,
    setUp: async () => ({
      sp: {
        entityId: described.entityId,
        acs,
        singleLogout: described.singleLogout,
      },
      registration: registrationOf(described),
      acsFor: (request) => acsFor(request, described, origins),
      relayState: options.relayState,
      idpSite,
      loginUrl,
      ...(loginUrl !== undefined && {
        loginUrlFor: async ({ forceAuthn, authnContext }) =>
          (forceAuthn && loginUrls.forceAuthn) ||
          (authnContext !== undefined && loginUrls.authnContext) ||
          loginUrl,
      }),
      ...(loginUrls.logout !== undefined && { accountUrl: loginUrls.logout }),
      probe: { url: whoamiUrl, success: options.success, honest: identity.nameId },
      identityProvider: {
        entityId: identityProvider.entityId,
        singleSignOn: identityProvider.singleSignOn,
      },
      identity,
      cast,
      clock,
      release: async () => {},
    }),
    close: async () => {},
  };
}

const isDecryption = (need: Need) =>
  need === 'decryption-certificate' || need === 'second-decryption-certificate';

const isTrust = (offer: Offer) => !offer.startsWith('unsolicited');

/** URLs on another machine need `isMine`. Files are on this machine. */
function mustBeOwn(
  urls: readonly (string | undefined)[],
  { isMine = false }: { isMine?: boolean },
): void {
  const other = urls.find((url) => url && /^https?:/i.test(url) && !isLoopback(url));
  if (other === undefined || isMine) return;
  throw new CheckFault(
    'not_loopback',
    `${where(other)} is not on this machine. The check sends hostile responses: add --target-is-mine if you are in charge of that service provider.`,
  );
}
