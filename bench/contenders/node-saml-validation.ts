import { oneAtATime } from '../one-at-a-time.ts';
import { loadNodeSaml } from '../peers.ts';
import type { Contender } from '../race.ts';
import { issuer, type KeyMaterial, serviceProvider, user } from '../subject.ts';
import type { ResponsePool } from './response-pool.ts';

/** node-saml validates a response: signature, times, audience. No schema, no replay, no session. */
export async function nodeSamlValidation(key: KeyMaterial, pool: ResponsePool): Promise<Contender> {
  const { SAML } = await loadNodeSaml();
  const saml = new SAML({
    issuer: serviceProvider.entityId,
    audience: serviceProvider.entityId,
    callbackUrl: serviceProvider.assertionConsumerService,
    entryPoint: 'https://idp.example.test/saml2',
    idpIssuer: issuer,
    idpCert: key.certificatePem.toString(),
    wantAssertionsSigned: true,
    wantAuthnResponseSigned: false,
  });
  const once = async () => {
    const { profile } = await saml.validatePostResponseAsync({ SAMLResponse: pool.take() });
    if (profile?.nameID !== user.userPrincipalName)
      throw new Error('node-saml did not find the user.');
  };
  return { ...oneAtATime('node-saml', once), prepare: () => pool.fill() };
}
