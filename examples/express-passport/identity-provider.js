import { readFileSync } from 'node:fs';

/** Whom the application trusts: what passport-saml needs of an identity provider's metadata. */
export function readIdentityProvider(xml) {
  const find = (pattern) => pattern.exec(xml)?.[1] ?? '';
  return {
    idpIssuer: find(/entityID="([^"]+)"/),
    idpCert: find(/X509Certificate>([^<]+)</),
    entryPoint: find(/SingleSignOnService [^>]*Location="([^"]+)"/),
  };
}

/** From the file that IDP_METADATA names: metadata as downloaded from Entra, or from samlab. Without it nobody can sign in. */
export function configuredIdentityProvider() {
  const file = process.env.IDP_METADATA;
  if (file) return readIdentityProvider(readFileSync(file, 'utf8'));
  return { idpIssuer: 'none', idpCert: 'none', entryPoint: 'http://localhost/none' };
}
