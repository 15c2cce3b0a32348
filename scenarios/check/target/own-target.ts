import { readSpDescriptor } from '../../../saml/sp-descriptor.ts';
import type { Need } from '../../catalogue/case.ts';
import { type Cast, hostileIdentity } from '../../catalogue/response-spec.ts';
import {
  allSigners,
  type CheckIdentityProvider,
  type Signers,
  temporaryIdentityProvider,
} from '../identity/identity-provider.ts';
import type { OwnSite, OwnSites } from './own-site.ts';
import type { Ground, Target } from './target.ts';

export interface OwnTargetOptions {
  readonly clock: () => Date;
  readonly allowLoad?: boolean;
  /** By default one that lives only as long as the target. */
  readonly identityProvider?: CheckIdentityProvider | undefined;
  /** Where its service providers run; closed with the target. */
  readonly sites: OwnSites;
}

const person = { nameId: 'B.Simon@contoso.com', givenName: 'B', surname: 'Simon' };
const identity = { ...person, displayName: 'B.Simon' };

/** Runs with one of these change the settings of their company or end sessions in it, so none else may use it. */
const changing: readonly Need[] = [
  'force-authn',
  'requested-authn-context',
  'metadata-control',
  'logout',
];

/**
 * samlab's own service provider, started for the check in memory on a free loopback port. Runs with the same needs share a company; one
 * that moves the clock gets a service provider of its own.
 */
export async function ownTarget({
  clock,
  allowLoad = false,
  identityProvider,
  sites,
}: OwnTargetOptions): Promise<Target> {
  const idp = identityProvider ?? (await temporaryIdentityProvider(clock()));
  const signers = await allSigners(idp.key, clock());
  const shared = await startSite(sites, clock);
  const origins = new Set([shared.url]);
  const probe = await addCompany(shared, { idp, signers, needs: [] });
  const published = await describe(shared, probe);

  const met: Record<Need, boolean> = {
    solicited: true,
    'response-signature-alone': true, // it takes either signature, whatever its metadata asks for
    'unsolicited-allowed': true,
    'unsolicited-refused': true,
    'second-idp': true,
    'second-signing-key': true,
    'ec-signing-key': true,
    'decryption-certificate': published.encryptionCertificates.length > 0,
    'second-decryption-certificate': published.encryptionCertificates.length > 1,
    'force-authn': true,
    'requested-authn-context': true,
    logout: published.singleLogout.length > 0,
    'metadata-control': true,
    clock: true,
    load: allowLoad,
  };

  const grounds = new Map<string, Promise<Ground>>();
  const newGround = async (casting: Casting) =>
    groundOf(shared, await addCompany(shared, casting), casting);

  return {
    name: "samlab's own service provider",
    metadataSource: undefined,
    namesChecks: true,
    origins,
    unmet: (needs) => needs.filter((need) => !met[need]),
    learn: () => {}, // it is known from the start
    async lend(needs) {
      const casting = { idp, signers, needs };
      if (needs.includes('clock')) {
        const site = await startSite(sites, clock);
        origins.add(site.url);
        const companyId = await addCompany(site, casting);
        return groundOf(site, companyId, { ...casting, release: true });
      }
      if (needs.some((need) => changing.includes(need)))
        return groundOf(shared, await addCompany(shared, casting), casting);
      const key = needs.toSorted().join(' ');
      const made = grounds.get(key) ?? newGround(casting);
      grounds.set(key, made);
      return made;
    },
    close: () => sites.close(),
  };
}

interface Site extends OwnSite {
  clock(): Date;
  nextCompany(): string;
}

async function startSite(sites: OwnSites, clock: () => Date): Promise<Site> {
  const site = await sites.start();
  let ahead = 0; // ms
  let companies = 0;
  return {
    ...site,
    clock: () => new Date(clock().getTime() + ahead),
    advance: async (seconds) => {
      await site.advance(seconds);
      ahead += seconds * 1000;
    },
    nextCompany: () => {
      companies += 1;
      return `check-${companies}`;
    },
  };
}

interface Casting {
  readonly idp: CheckIdentityProvider;
  readonly signers: Required<Signers>;
  readonly needs: readonly Need[];
}

async function addCompany(site: Site, { idp, signers, needs }: Casting): Promise<string> {
  const { administration } = site;
  const companyId = site.nextCompany();
  await administration.createCompany({ id: companyId, name: 'Contoso' });
  await administration.addEmployee({
    ...{ companyId, firstName: 'B', lastName: 'Simon', email: identity.nameId },
  });
  // Known here, so that a response which names it could do harm.
  await administration.addEmployee({
    ...{ companyId, firstName: 'Hostile', lastName: 'Marker', email: hostileIdentity },
  });
  await administration.enableSingleSignOn(companyId, settings({ idp, signers, needs }));
  if (needs.includes('second-idp')) await trustSecondIdp(site, signers);
  return companyId;
}

function settings({ idp, signers, needs }: Casting, authnContext?: string) {
  const trusted = [
    signers.idp,
    ...(needs.includes('second-signing-key') ? [signers.idpSecondKey] : []),
    ...(needs.includes('ec-signing-key') ? [signers.idpEcKey] : []),
  ];
  return {
    ssoLoginUrl: idp.singleSignOn,
    ssoLogoutUrl: idp.singleSignOn,
    idpEntityId: idp.entityId,
    certificates: trusted.flatMap((each) =>
      each ? [Buffer.from(each.certificateBase64, 'base64')] : [],
    ),
    allowUnsolicited: needs.includes('unsolicited-allowed'),
    singleLogout: needs.includes('logout'),
    forceAuthn: needs.includes('force-authn'),
    ...(authnContext !== undefined && { requestedAuthnContext: authnContext }),
  };
}

/** A service provider of many companies trusts each identity provider for its own company only. */
async function trustSecondIdp(
  { administration, nextCompany }: Site,
  { secondIdp }: Required<Signers>,
) {
  if (!secondIdp) return;
  const id = nextCompany();
  await administration.createCompany({ id, name: 'Fabrikam' });
  await administration.enableSingleSignOn(id, {
    ssoLoginUrl: 'http://localhost:4100/second/saml2',
    idpEntityId: secondIdp.entityId,
    certificates: [Buffer.from(secondIdp.key.certificateBase64, 'base64')],
  });
}

async function loadMetadata({ administration }: Site, companyId: string, xml: string) {
  try {
    await administration.loadFederationMetadata(companyId, Buffer.from(xml));
    return { accepted: true };
  } catch (error) {
    return { accepted: false, reason: error instanceof Error ? error.message : String(error) };
  }
}

async function describe({ url }: Site, companyId: string) {
  const answer = await fetch(`${url}/saml/${companyId}/metadata`);
  return readSpDescriptor(new Uint8Array(await answer.arrayBuffer()));
}

async function groundOf(
  site: Site,
  companyId: string,
  { idp, signers, needs, release = false }: Casting & { release?: boolean },
): Promise<Ground> {
  const described = await describe(site, companyId);
  const cast: Cast = { ...signers, encryptionCertificates: described.encryptionCertificates };
  const loginUrl = `${site.url}/login?company=${companyId}`;
  return {
    sp: {
      entityId: described.entityId,
      acs: `${site.url}/saml/${companyId}/assert`,
      singleLogout: described.singleLogout,
    },
    loginUrl,
    loginUrlFor: async ({ authnContext }) => {
      if (authnContext !== undefined) {
        const wish = settings({ idp, signers, needs }, authnContext);
        await site.administration.enableSingleSignOn(companyId, wish);
      }
      return loginUrl;
    },
    accountUrl: `${site.url}/account`,
    probe: {
      url: `${site.url}/api/whoami`,
      success: { kind: 'pointer', pointer: '/email' },
      honest: identity.nameId,
    },
    identityProvider: { entityId: idp.entityId, singleSignOn: idp.singleSignOn },
    identity,
    cast,
    clock: site.clock,
    ...(needs.includes('clock') && { advanceClock: site.advance }),
    ...(needs.includes('metadata-control') && {
      loadMetadata: (xml: string) => loadMetadata(site, companyId, xml),
    }),
    release: async () => {
      if (release) await site.close();
    },
  };
}
