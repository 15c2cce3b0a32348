import { checkPrime, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { EXPONENT, keyOfPrimes } from './key-of-primes.ts';

const BITS = 2048;
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
  return keyOfPrimes(await nextPrime(random), await nextPrime(random));
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
