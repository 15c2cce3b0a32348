import { hostileIdentity, type Need } from '../../catalogue/index.ts';
import type { CheckIdentityProvider, Signers } from '../identity/identity-provider.ts';
import type { OwnSite, OwnSiteHost } from './own-site.ts';

/** The test user: an employee of every company, named in the valid responses. */
export const identity = {
  nameId: 'B.Simon@contoso.com',
  givenName: 'B',
  surname: 'Simon',
  displayName: 'B.Simon',
};

/** A service provider, its clock, and names for its companies. */
export interface Site extends OwnSite {
  clock(): Date;
  nextCompany(): string;
}

export async function startSite(host: OwnSiteHost, clock: () => Date): Promise<Site> {
  const site = await host.start();
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

/** The keys that a company may trust, and the needs it is set up for. */
export interface Casting {
  readonly idp: CheckIdentityProvider;
  readonly signers: Required<Signers>;
  readonly needs: readonly Need[];
}

/** Adds a company with single sign-on. @returns its ID */
export async function addCompany(site: Site, { idp, signers, needs }: Casting): Promise<string> {
  const { administration } = site;
  const companyId = site.nextCompany();
  await administration.createCompany({ id: companyId, name: 'Contoso' });
  await administration.addEmployee({
    companyId,
    firstName: 'B',
    lastName: 'Simon',
    email: identity.nameId,
  });
  // It has an account, so a response that names it can do harm.
  await administration.addEmployee({
    companyId,
    firstName: 'Hostile',
    lastName: 'Marker',
    email: hostileIdentity,
  });
  await administration.enableSingleSignOn(companyId, settings({ idp, signers, needs }));
  if (needs.includes('second-idp')) await trustSecondIdp(site, signers);
  return companyId;
}

/** @param authnContext class reference that its requests ask for, if any. */
export function settings({ idp, signers, needs }: Casting, authnContext?: string) {
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

/** In our service provider, each company trusts one identity provider: the second one belongs to another company. */
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

/** Loads federation metadata, as an administrator does from a file. */
export async function loadMetadata({ administration }: Site, companyId: string, xml: string) {
  try {
    await administration.loadFederationMetadata(companyId, Buffer.from(xml));
    return { accepted: true };
  } catch (error) {
    return { accepted: false, reason: error instanceof Error ? error.message : String(error) };
  }
}
