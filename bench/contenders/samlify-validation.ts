import { oneAtATime } from '../one-at-a-time.ts';
import type { Contender } from '../race.ts';
import { type KeyMaterial, user } from '../subject.ts';
import type { ResponsePool } from './response-pool.ts';
import { samlifyEntities } from './samlify-entities.ts';

/** samlify validates a response: signature, issuer, times. No audience, no schema, no replay, no session. */
export async function samlifyValidation(key: KeyMaterial, pool: ResponsePool): Promise<Contender> {
  const { identityProvider, sp } = await samlifyEntities(key);
  const once = async () => {
    const request = { body: { SAMLResponse: pool.take() } };
    const { extract } = await sp.parseLoginResponse(identityProvider, 'post', request);
    if (extract.nameID !== user.userPrincipalName)
      throw new Error('samlify did not find the user.');
  };
  return { ...oneAtATime('samlify', once), prepare: () => pool.fill() };
}
