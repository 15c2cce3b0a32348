import { createCipheriv, randomBytes } from 'node:crypto';
import type { ContentCipher } from './algorithms.ts';

/**
 * XML Encryption 1.1, 5.2.2 and 5.2.4: the IV comes first, the tag of GCM last. CBC is padded as in PKCS #7, which the other half accepts as
 * padding with arbitrary bytes. The IV is random, of 96 bits for GCM.
 *
 * @param key of the cipher's key size; used once
 */
export function encryptContent({ name }: ContentCipher, key: Buffer, content: Buffer): Buffer {
  if (name === 'aes-128-gcm' || name === 'aes-256-gcm') {
    const iv = randomBytes(12);
    const cipher = createCipheriv(name, key, iv);
    return Buffer.concat([iv, cipher.update(content), cipher.final(), cipher.getAuthTag()]);
  }
  const iv = randomBytes(16);
  const cipher = createCipheriv(name, key, iv);
  return Buffer.concat([iv, cipher.update(content), cipher.final()]);
}
