import { createHash, randomBytes } from 'node:crypto';

/**
 * OAEP with MGF1 over SHA-1 for any digest (RFC 8017 7.1.1, with an empty label). node:crypto uses the digest for MGF1 too, so it cannot
 * produce the default of XML Encryption 1.1, 5.5.2.
 *
 * @param length of the modulus, in bytes.
 * @returns the block to be raised to the public exponent.
 */
export function oaepEncode(message: Buffer, length: number, digest: 'sha1' | 'sha256'): Buffer {
  const labelHash = createHash(digest).digest();
  const { length: hashLength } = labelHash;
  const room = length - message.length - 2 * hashLength - 2;
  if (room < 0) throw new TypeError('The key is too long for this modulus.');
  const block = Buffer.concat([labelHash, Buffer.alloc(room), Buffer.from([1]), message]);
  const seed = randomBytes(hashLength);
  const maskedBlock = xor(block, mgf1(seed, block.length));
  const maskedSeed = xor(seed, mgf1(maskedBlock, hashLength));
  return Buffer.concat([Buffer.from([0]), maskedSeed, maskedBlock]);
}

/** RFC 8017 B.2.1 over SHA-1. */
function mgf1(seed: Buffer, length: number): Buffer {
  const parts: Buffer[] = [];
  for (let counter = 0; parts.length * 20 < length; counter += 1) {
    const suffix = Buffer.alloc(4);
    suffix.writeUInt32BE(counter);
    parts.push(createHash('sha1').update(seed).update(suffix).digest());
  }
  return Buffer.concat(parts).subarray(0, length);
}

const xor = (a: Buffer, b: Buffer) => Buffer.from(a.map((byte, i) => byte ^ (b[i] ?? 0)));
