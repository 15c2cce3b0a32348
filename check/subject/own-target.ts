import type { Cast, Need } from '../../catalogue/index.ts';
import { readSpDescriptor } from '../../saml/sp-descriptor.ts';
import {
  allSigners,
  type CheckIdentityProvider,
  temporaryIdentityProvider,
} from '../identity/identity-provider.ts';
import {
  addCompany,
  type Casting,
  identity,
  loadMetadata,
  type Site,
  settings,
  startSite,
} from './own-company.ts';
import type { OwnSiteHost } from './own-site.ts';
import type { Ground, Target } from './target.ts';

export interface OwnTargetOptions {
  readonly clock: () => Date;
  readonly allowLoad?: boolean;
  /** By default one that lives only as long as the target. */
  readonly identityProvider?: CheckIdentityProvider | undefined;
  /** Where its service provider runs; closed with the target. */
  readonly host: OwnSiteHost;
}

/** Runs with one of these change the settings of their company, so none else may use it. */
const changing: readonly Need[] = ['force-authn', 'requested-authn-context', 'metadata-control'];

/**
 * samlab's own service provider, started for the check in memory on a free loopback port. Runs with the same needs share a company. One that
 * moves the clock moves it for all that come after, and their messages with it.
 */
export async function ownTarget({
  clock,
  allowLoad = false,
  identityProvider,
  host,
}: OwnTargetOptions): Promise<Target> {
  // Side by side: both make keys, and the service provider may live in a thread of its own.
  const [{ idp, signers }, { shared, published }] = await Promise.all([
    castOf(identityProvider, clock()),
    startSite(host, clock).then(publish),
  ]);
  const origins = new Set([shared.url]);

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
  const idle = new Map<string, Ground[]>();
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
      if (needs.some((need) => changing.includes(need))) return newGround(casting);
      const key = needs.toSorted().join(' ');
      if (needs.includes('logout')) {
        // It may end sessions of others in its company, so one run uses it at a time.
        const free = idle.get(key) ?? [];
        idle.set(key, free);
        const ground = free.pop() ?? (await newGround(casting));
        return { ...ground, release: async () => void free.push(ground) };
      }
      const made = grounds.get(key) ?? newGround(casting);
      grounds.set(key, made);
      return made;
    },
    close: () => host.close(),
  };
}

async function castOf(given: CheckIdentityProvider | undefined, now: Date) {
  const idp = given ?? (await temporaryIdentityProvider(now));
  return { idp, signers: await allSigners(idp.key, now) };
}

/** What it publishes about itself, whoever the company trusts. */
async function publish(shared: Site) {
  const id = shared.nextCompany();
  await shared.administration.createCompany({ id, name: 'Contoso' });
  return { shared, published: await describe(shared, id) };
}

async function describe({ url }: Site, companyId: string) {
  const answer = await fetch(`${url}/saml/${companyId}/metadata`);
  return readSpDescriptor(new Uint8Array(await answer.arrayBuffer()));
}

async function groundOf(
  site: Site,
  companyId: string,
  { idp, signers, needs }: Casting,
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
    release: async () => {},
  };
}
