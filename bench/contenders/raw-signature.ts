import { type KeyObject, sign } from 'node:crypto';
import { oneAtATime } from '../one-at-a-time.ts';
import type { Contender } from '../race.ts';

/** In bytes, about the size of a SignedInfo with one Reference; the size hardly matters compared to RSA. */
const SIGNED_INFO = 750;

/** The limit of any IdP on one core: RSA-2048 with SHA-256 in OpenSSL and nothing else. */
export function rawSignature(privateKey: KeyObject): Contender {
  const content = Buffer.alloc(SIGNED_INFO, 'x');
  return oneAtATime('raw RSA-2048', () => sign('sha256', content, privateKey));
}
