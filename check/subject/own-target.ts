import type { Cast, Need } from '../../catalogue/index.ts';
import { registrationOf } from '../../lint/index.ts';
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
import type { RunSetup, Target } from './target.ts';

export interface OwnTargetOptions {
  readonly clock: () => Date;
  readonly allowLoad?: boolean;
  /** By default a new one, which lives only as long as the target. */
  readonly identityProvider?: CheckIdentityProvider | undefined;
  /** Runs the service provider; closed with the target. */
  readonly host: OwnSiteHost;
}

/** Runs with one of these needs change the settings of their company, so no other run may use it. */
const changing: readonly Need[] = ['force-authn', 'requested-authn-context', 'metadata-control'];

/**
 * samlab's own service provider, started for the check in memory on a free loopback port. Runs with the same needs share a company. A run
 * that moves the clock moves it for all later runs, and for their messages.
 */
export async function ownTarget({
  clock,
  allowLoad = false,
  identityProvider,
  host,
}: OwnTargetOptions): Promise<Target> {
  // In parallel: both make keys, and the service provider may run in another thread.
  const [{ idp, signers }, { shared, published }] = await Promise.all([
    castOf(identityProvider, clock()),
    startSite(host, clock).then(publish),
  ]);
  const origins = new Set([shared.url]);

  const met: Record<Need, boolean> = {
    solicited: true,
    'response-signature-alone': true, // it accepts either signature, whatever its metadata says
    'unsolicited-allowed': true,
    'unsolicited-refused': true,
    'any-relay-state': true,
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

  const setups = new Map<string, Promise<RunSetup>>();
  const idle = new Map<string, RunSetup[]>();
  const newSetup = async (casting: Casting) =>
    setupOf(shared, await addCompany(shared, casting), casting);

  return {
    name: "samlab's own service provider",
    metadataSource: undefined,
    namesChecks: true,
    sharesUser: false,
    origins,
    unmet: (needs) => needs.filter((need) => !met[need]),
    learn: () => {}, // everything is known from the start
    async setUp(needs) {
      const casting = { idp, signers, needs };
      if (needs.some((need) => changing.includes(need))) return newSetup(casting);
      const key = needs.toSorted().join(' ');
      if (needs.includes('logout')) {
        // A logout may end sessions of others in its company, so only one run at a time uses it.
        const free = idle.get(key) ?? [];
        idle.set(key, free);
        const setup = free.pop() ?? (await newSetup(casting));
        return { ...setup, release: async () => void free.push(setup) };
      }
      const made = setups.get(key) ?? newSetup(casting);
      setups.set(key, made);
      return made;
    },
    close: () => host.close(),
  };
}

async function castOf(given: CheckIdentityProvider | undefined, now: Date) {
  const idp = given ?? (await temporaryIdentityProvider(now));
  return { idp, signers: await allSigners(idp.key, now) };
}

/** What its metadata says, which is the same for every company. */
async function publish(shared: Site) {
  const id = shared.nextCompany();
  await shared.administration.createCompany({ id, name: 'Contoso' });
  return { shared, published: await describe(shared, id) };
}

async function describe({ url }: Site, companyId: string) {
  const answer = await fetch(`${url}/saml/${companyId}/metadata`);
  return readSpDescriptor(new Uint8Array(await answer.arrayBuffer()));
}

async function setupOf(
  site: Site,
  companyId: string,
  { idp, signers, needs }: Casting,
): Promise<RunSetup> {
  const described = await describe(site, companyId);
  const cast: Cast = { ...signers, encryptionCertificates: described.encryptionCertificates };
  const loginUrl = `${site.url}/login?company=${companyId}`;
  return {
    sp: {
      entityId: described.entityId,
      acs: `${site.url}/saml/${companyId}/assert`,
      singleLogout: described.singleLogout,
    },
    registration: registrationOf(described),
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
