import { loadCertificates, loadSigningCertificates } from './compiled.ts';

/** The user, the service provider and the nine claims of every contender. */
export const tenantId = 'aaaabbbb-0000-cccc-1111-dddd2222eeee';
export const issuer = `https://sts.windows.net/${tenantId}/`;
export const serviceProvider = {
  entityId: 'https://sp.example.test/saml/contoso/metadata',
  assertionConsumerService: 'https://sp.example.test/saml/contoso/assert',
};
export const user = {
  id: '11111111-2222-4333-8444-555555555555',
  displayName: 'B.Simon',
  userPrincipalName: 'B.Simon@contoso.com',
  givenName: 'B',
  surname: 'Simon',
  mail: 'B.Simon@contoso.com',
};

const identity = 'http://schemas.microsoft.com/identity/claims/';
const soap = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/';

/** The default claims of entra-saml.md 2.4, for the contenders that need them as settings. */
export const claims: Record<string, string> = {
  [`${identity}tenantid`]: tenantId,
  [`${identity}objectidentifier`]: user.id,
  [`${identity}displayname`]: user.displayName,
  [`${identity}identityprovider`]: issuer,
  'http://schemas.microsoft.com/claims/authnmethodsreferences':
    'http://schemas.microsoft.com/ws/2008/06/identity/authenticationmethod/password',
  [`${soap}givenname`]: user.givenName,
  [`${soap}surname`]: user.surname,
  [`${soap}emailaddress`]: user.mail,
  [`${soap}name`]: user.userPrincipalName,
};

export const emailAddress = 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress';
export const password = 'urn:oasis:names:tc:SAML:2.0:ac:classes:Password';
export const ONE_HOUR = 3600; // seconds

/** An RSA-2048 key and its certificate, in the forms that the contenders need. */
export type KeyMaterial = Awaited<ReturnType<typeof makeKeyMaterial>>;

export async function makeKeyMaterial() {
  const { makeSigningCertificate } = await loadSigningCertificates();
  const { toBase64, toPem } = await loadCertificates();
  const { privateKey, certificate } = await makeSigningCertificate({ notBefore: new Date() });
  return {
    privateKey,
    certificate,
    certificateBase64: toBase64(certificate),
    certificatePem: Buffer.from(toPem(certificate)),
    privateKeyPem: Buffer.from(privateKey.export({ type: 'pkcs8', format: 'pem' })),
  };
}
