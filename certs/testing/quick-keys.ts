import { generatePrime, type KeyObject } from 'node:crypto';
import { EXPONENT, keyOfPrimes } from '../key-of-primes.ts';
import { rsaKeys } from '../rsa-keys.ts';

/**
 * RSA-2048 keys for tests at less than a tenth of the time, which is that of finding primes: each new prime makes a key with every one before
 * it. No two keys are the same. Two of them are enough to compute both, so they are for tests alone.
 */
class QuickKeys {
  readonly #primes: bigint[] = [];
  /** Which of the primes the newest one makes the next key with. */
  #next = 0;
  #queue: Promise<unknown> = Promise.resolve();

  make(): Promise<KeyObject> {
    const key = this.#queue.then(() => this.#make());
    this.#queue = key.catch(() => {});
    return key;
  }

  async #make(): Promise<KeyObject> {
    while (this.#next >= this.#primes.length - 1) {
      this.#primes.push(await newPrime());
      this.#next = 0;
    }
    const [newest, other] = [this.#primes.at(-1), this.#primes[this.#next]];
    if (newest === undefined || other === undefined) throw new TypeError('There is no prime.');
    this.#next += 1;
    return keyOfPrimes(newest, other);
  }
}

/** In the thread pool. OpenSSL sets the two highest bits, so that two primes make a key of 2048 bits. */
async function newPrime(): Promise<bigint> {
  const { promise, resolve, reject } = Promise.withResolvers<bigint>();
  generatePrime(1024, { bigint: true }, (error, prime) => (error ? reject(error) : resolve(prime)));
  const prime = await promise;
  return (prime - 1n) % EXPONENT === 0n ? newPrime() : prime;
}

/** What the product uses. */
export const makeProductKey = rsaKeys.make;

const keys = new QuickKeys();
rsaKeys.make = () => keys.make();
