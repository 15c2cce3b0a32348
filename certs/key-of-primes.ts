import { createPrivateKey, type KeyObject } from 'node:crypto';

export const EXPONENT = 65_537n;

/** The RSA key of two primes, whose predecessors the exponent does not divide. */
export function keyOfPrimes(one: bigint, other: bigint): KeyObject {
  const [p, q] = one > other ? [one, other] : [other, one];
  const d = inverse(EXPONENT, (p - 1n) * (q - 1n));
  const numbers = { n: p * q, e: EXPONENT, d, p, q, dp: d % (p - 1n), dq: d % (q - 1n) };
  const jwk = Object.fromEntries(
    Object.entries({ ...numbers, qi: inverse(q, p) }).map(([name, value]) => [name, base64(value)]),
  );
  return createPrivateKey({ key: { kty: 'RSA', ...jwk }, format: 'jwk' });
}

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
