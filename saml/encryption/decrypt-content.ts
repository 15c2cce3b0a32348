import { createDecipheriv } from 'node:crypto';
import type { ContentCipher } from './algorithms.ts';

/** XML Encryption 1.1, 5.2.4: the IV of 96 bits comes first, the full tag of 128 bits last. */
const GCM = { iv: 12, tag: 16 };
const BLOCK = 16; // bytes

/**
 * The decrypted content; undefined for any error in tag, padding or length.
 *
 * @param key of the cipher's key size.
 * @param octets IV, ciphertext and, for GCM, the tag.
 */
export function decryptContent(
  { name }: ContentCipher,
  key: Buffer,
  octets: Buffer,
): Buffer | undefined {
  return name === 'aes-128-gcm' || name === 'aes-256-gcm'
    ? decryptGcm(name, key, octets)
    : decryptCbc(name, key, octets);
}

function decryptGcm(
  name: 'aes-128-gcm' | 'aes-256-gcm',
  key: Buffer,
  octets: Buffer,
): Buffer | undefined {
  if (octets.length < GCM.iv + GCM.tag) return undefined;
  const iv = octets.subarray(0, GCM.iv);
  // A truncated tag would be easier to guess.
  const decipher = createDecipheriv(name, key, iv, { authTagLength: GCM.tag });
  decipher.setAuthTag(octets.subarray(-GCM.tag));
  const content = decipher.update(octets.subarray(GCM.iv, -GCM.tag));
  try {
    return Buffer.concat([content, decipher.final()]);
  } catch {
    return undefined;
  }
}

/** XML Encryption 1.1, 5.2.2: the last byte is the length of the padding; its other bytes are arbitrary. */
function decryptCbc(name: string, key: Buffer, octets: Buffer): Buffer | undefined {
  if (octets.length < 2 * BLOCK || octets.length % BLOCK !== 0) return undefined;
  const decipher = createDecipheriv(name, key, octets.subarray(0, BLOCK)).setAutoPadding(false);
  const content = Buffer.concat([decipher.update(octets.subarray(BLOCK)), decipher.final()]);
  const padding = content.at(-1) ?? 0;
  return padding >= 1 && padding <= BLOCK ? content.subarray(0, -padding) : undefined;
}
