import { randomUUID } from 'node:crypto';
import { oneAtATime } from '../one-at-a-time.ts';
import { type Auth0SamlOptions, loadAuth0Saml } from '../peers.ts';
import type { Contender } from '../race.ts';
import {
  claims,
  emailAddress,
  issuer,
  type KeyMaterial,
  ONE_HOUR,
  password,
  serviceProvider,
  user,
} from '../subject.ts';

/** auth0 `saml` creates the signed assertion; the response around it is a template, as in `samlp`. */
export async function auth0Response(key: KeyMaterial): Promise<Contender> {
  const { Saml20 } = await loadAuth0Saml();
  return oneAtATime('auth0 saml', () => {
    const options = optionsFor(key);
    return around(Saml20.create(options), options.inResponseTo);
  });
}

/** The same, with the assertion encrypted as Entra does. */
export async function auth0EncryptedResponse(key: KeyMaterial): Promise<Contender> {
  const { Saml20 } = await loadAuth0Saml();
  const encryption = {
    encryptionCert: key.certificatePem,
    encryptionPublicKey: Buffer.from(
      key.certificate.publicKey.export({ type: 'spki', format: 'pem' }),
    ),
    encryptionAlgorithm: 'http://www.w3.org/2001/04/xmlenc#aes256-cbc',
    keyEncryptionAlgorithm: 'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p',
    disallowEncryptionWithInsecureAlgorithm: false,
    warnOnInsecureEncryptionAlgorithm: false,
  };
  return oneAtATime('auth0 saml', async () => {
    const options = { ...optionsFor(key), ...encryption };
    const assertion = await new Promise<string>((resolve, reject) => {
      Saml20.create(options, (error, encrypted) => (error ? reject(error) : resolve(encrypted)));
    });
    if (!assertion.includes('EncryptedData')) throw new Error('The assertion is not encrypted.');
    return around(
      `<saml:EncryptedAssertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">${assertion}</saml:EncryptedAssertion>`,
      options.inResponseTo,
    );
  });
}

const optionsFor = (key: KeyMaterial): Auth0SamlOptions => ({
  cert: key.certificatePem,
  key: key.privateKeyPem,
  uid: randomUUID(),
  issuer,
  lifetimeInSeconds: ONE_HOUR,
  audiences: serviceProvider.entityId,
  recipient: serviceProvider.assertionConsumerService,
  inResponseTo: `id${randomUUID()}`,
  attributes: claims,
  nameIdentifier: user.userPrincipalName,
  nameIdentifierFormat: emailAddress,
  sessionIndex: `_${randomUUID()}`,
  signatureAlgorithm: 'rsa-sha256',
  digestAlgorithm: 'sha256',
  signatureNamespacePrefix: '',
  authnContextClassRef: password,
});

const around = (assertion: string, inResponseTo: string) =>
  `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_${randomUUID()}" Version="2.0" IssueInstant="${new Date().toISOString()}" Destination="${serviceProvider.assertionConsumerService}" InResponseTo="${inResponseTo}"><saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">${issuer}</saml:Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>${assertion}</samlp:Response>`;
