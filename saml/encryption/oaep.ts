import { hash, timingSafeEqual } from 'node:crypto';
import type { DigestName } from '../algorithms.ts';
import type { KeyTransport } from './algorithms.ts';

/**
 * Removes the OAEP padding (RFC 8017 7.1.2). All steps run whatever the earlier ones found, and only the end result is reported.
 *
 * @param block the ciphertext after the private key operation, as long as the modulus.
 * @returns the message; undefined when the padding is invalid.
 */
export function oaepDecode(
  block: Buffer,
  { digest, maskDigest, label }: KeyTransport,
): Buffer | undefined {
  const labelHash = hash(digest, label, 'buffer');
  const size = labelHash.length;
  if (block.length < 2 * size + 2) return undefined;
  const masked = block.subarray(1 + size);
  const seed = xor(block.subarray(1, 1 + size), mgf1(masked, size, maskDigest));
  const data = xor(masked, mgf1(seed, masked.length, maskDigest));

  let wrong = (block[0] ?? 1) | Number(!timingSafeEqual(data.subarray(0, size), labelHash));
  let start = 0; // of the message, after zeros and a single 1
  for (let at = size; at < data.length; at++) {
    const octet = data[at] ?? 0;
    const searching = Number(start === 0);
    start += searching * Number(octet === 1) * (at + 1);
    wrong |= searching * Number(octet > 1);
  }
  return wrong === 0 && start > 0 ? data.subarray(start) : undefined;
}

/** RFC 8017 B.2.1. @param length in bytes. */
export function mgf1(seed: Buffer, length: number, digest: DigestName): Buffer {
  const parts: Buffer[] = [];
  const counter = Buffer.alloc(4);
  for (let made = 0; made < length; made += parts.at(-1)?.length ?? length) {
    counter.writeUInt32BE(parts.length);
    parts.push(hash(digest, Buffer.concat([seed, counter]), 'buffer'));
  }
  return Buffer.concat(parts).subarray(0, length);
}

const xor = (a: Buffer, b: Buffer): Buffer => Buffer.from(a.map((octet, i) => octet ^ (b[i] ?? 0)));
