import type { IdpSite } from './browser.ts';

/** Where Entra answers; nothing is sent there. */
const ENTRA = 'https://login.microsoftonline.com/common/saml2';

/**
 * The URL of the identity provider's page that posts a Response: at Entra's name, so that it is another site than any service provider, or on
 * another port of the service provider's host, which is the same site.
 */
export function standInUrl(acs: string, idpSite: IdpSite): string {
  if (idpSite === 'cross-site') return ENTRA;
  const url = new URL(acs);
  return `${url.protocol}//${url.hostname}:${url.port === '4100' ? '4101' : '4100'}/common/saml2`;
}
