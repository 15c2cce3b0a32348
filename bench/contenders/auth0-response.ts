import { randomUUID } from 'node:crypto';
import { oneAtATime } from '../one-at-a-time.ts';
import { loadAuth0Saml } from '../peers.ts';
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
    const inResponseTo = `id${randomUUID()}`;
    const assertion = Saml20.create({
      cert: key.certificatePem,
      key: key.privateKeyPem,
      uid: randomUUID(),
      issuer,
      lifetimeInSeconds: ONE_HOUR,
      audiences: serviceProvider.entityId,
      recipient: serviceProvider.assertionConsumerService,
      inResponseTo,
      attributes: claims,
      nameIdentifier: user.userPrincipalName,
      nameIdentifierFormat: emailAddress,
      sessionIndex: `_${randomUUID()}`,
      signatureAlgorithm: 'rsa-sha256',
      digestAlgorithm: 'sha256',
      signatureNamespacePrefix: '',
      authnContextClassRef: password,
    });
    return around(assertion, inResponseTo);
  });
}

const around = (assertion: string, inResponseTo: string) =>
  `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_${randomUUID()}" Version="2.0" IssueInstant="${new Date().toISOString()}" Destination="${serviceProvider.assertionConsumerService}" InResponseTo="${inResponseTo}"><saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">${issuer}</saml:Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>${assertion}</samlp:Response>`;
