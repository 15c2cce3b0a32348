import { checkPrime, createPrivateKey, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';

const BITS = 2048;
const EXPONENT = 65_537n;
const isPrime = promisify(checkPrime);

/**
 * An RSA-2048 key that its random bytes fix: the same bytes, the same key, on every machine. For tests only: who has the bytes has the key.
 *
 * `node:crypto` takes no random bytes for a key. node-forge does, but is many times slower, and another version of it
 * could find other primes.
 *
 * @param random gives as many bytes as it is asked for
 */
export async function makeSeededKey(random: (size: number) => Buffer): Promise<KeyObject> {
  const [one, other] = [await nextPrime(random), await nextPrime(random)];
  const [p, q] = one > other ? [one, other] : [other, one];
  const d = inverse(EXPONENT, (p - 1n) * (q - 1n));
  const numbers = { n: p * q, e: EXPONENT, d, p, q, dp: d % (p - 1n), dq: d % (q - 1n) };
  const jwk = Object.fromEntries(
    Object.entries({ ...numbers, qi: inverse(q, p) }).map(([name, value]) => [name, base64(value)]),
  );
  return createPrivateKey({ key: { kty: 'RSA', ...jwk }, format: 'jwk' });
}

/** The first prime from a random number on whose key has 2048 bits (FIPS 186-5 A.1.3: both primes are over the square root of 2^2047). */
async function nextPrime(random: (size: number) => Buffer): Promise<bigint> {
  const bytes = random(BITS / 16);
  bytes.writeUInt8(bytes.readUInt8(0) | 0xc0, 0);
  let candidate = BigInt(`0x${bytes.toString('hex')}`) | 1n;
  while (
    smallPrimes.some((small) => candidate % small === 0n) ||
    (candidate - 1n) % EXPONENT === 0n ||
    !(await isPrime(candidate))
  )
    candidate += 2n;
  return candidate;
}

const smallPrimes = Array.from({ length: 1000 }, (_, index) => index + 2)
  .filter((number, _, all) => !all.some((other) => other < number && number % other === 0))
  .map(BigInt);

/** The inverse of a number for a modulus (extended Euclidean algorithm). */
function inverse(number: bigint, modulus: bigint): bigint {
  let [before, rest] = [modulus, number % modulus];
  let [factorBefore, factor] = [0n, 1n];
  while (rest > 1n) {
    const times = before / rest;
    [before, rest] = [rest, before - times * rest];
    [factorBefore, factor] = [factor, factorBefore - times * factor];
  }
  return factor < 0n ? factor + modulus : factor;
}

/** RFC 7518 2: Base64urlUInt. */
function base64(value: bigint): string {
  const hex = value.toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex').toString('base64url');
}
