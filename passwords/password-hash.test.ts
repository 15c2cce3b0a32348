import { scryptSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  checkPassword,
  hashPassword,
  isOutdated,
  nobodysHash,
  passwordMatches,
} from './password-hash.ts';
import { useProductCost } from './testing/quick-hashes.ts';

useProductCost();

describe('passwords', () => {
  test('match only themselves, in any Unicode form', async () => {
    const hash = await hashPassword('Zo\u00eb-1');
    expect(await passwordMatches('Zo\u00eb-1', hash)).toBe(true);
    expect(await passwordMatches('Zoe\u0308-1', hash)).toBe(true);
    expect(await passwordMatches('Zoe-1', hash)).toBe(false);
    expect(await passwordMatches('', hash)).toBe(false);
    expect(await passwordMatches('Zo\u00eb-1', 'plain')).toBe(false);
  });

  test('the same password has different hashes, which do not contain it', async () => {
    const [one, two] = await Promise.all([hashPassword('secret'), hashPassword('secret')]);
    expect(one).not.toBe(two);
    expect(one).toMatch(/^scrypt\$1024\$8\$4\$[\w+/=]+\$[\w+/=]+$/);
  });

  test('a wrong password derives the same key each time, which is not in the hash', async () => {
    const hash = await hashPassword('secret');
    const [one, again, other] = await Promise.all(
      ['wrong', 'wrong', 'other'].map((typed) => checkPassword(typed, hash)),
    );
    expect(one).toEqual(again);
    expect(one?.derived).not.toBe(other?.derived);
    expect(hash).not.toContain(one?.derived);
    expect((await checkPassword('secret', hash)).matches).toBe(true);
  });

  test("an unknown user's hash matches no password and takes the same work", async () => {
    expect(await checkPassword('', nobodysHash)).toMatchObject({ matches: false });
    expect(nobodysHash.split('$').slice(0, 4)).toEqual(
      (await hashPassword('')).split('$').slice(0, 4),
    );
  });

  test('a hash with other parameters, as older versions wrote it, still matches and is outdated', async () => {
    const salt = Buffer.from('0123456789abcdef');
    const key = scryptSync('secret', salt, 32, { N: 4096, r: 8, p: 4 });
    const old = `scrypt$4096$8$4$${salt.toString('base64')}$${key.toString('base64')}`;
    expect(await passwordMatches('secret', old)).toBe(true);
    expect(await passwordMatches('Secret', old)).toBe(false);
    expect(isOutdated(old)).toBe(true);
    expect(isOutdated(await hashPassword('secret'))).toBe(false);
  });

  test('a hash in base64url, as older versions wrote it, still matches', async () => {
    const hash = (await hashPassword('secret')).replaceAll('+', '-').replaceAll('/', '_');
    expect(await passwordMatches('secret', hash.replaceAll('=', ''))).toBe(true);
    expect(await passwordMatches('Secret', hash.replaceAll('=', ''))).toBe(false);
  });
});
