import { type KeyObject, sign } from 'node:crypto';
import { oneAtATime } from '../one-at-a-time.ts';
import type { Contender } from '../race.ts';

/** About what the SignedInfo of one Reference has, in bytes; the length hardly matters beside RSA. */
const SIGNED_INFO = 750;

/** What no IdP can beat on one core: RSA-2048 with SHA-256 in OpenSSL, and nothing around it. */
export function rawSignature(privateKey: KeyObject): Contender {
  const content = Buffer.alloc(SIGNED_INFO, 'x');
  return oneAtATime('raw RSA-2048', () => sign('sha256', content, privateKey));
}
