import { describe, expect, test } from 'vitest';
import { checkPassword, hashPassword, nobodysHash, passwordMatches } from './password-hash.ts';

describe('passwords', () => {
  test('match themselves, in any Unicode form, and nothing else', async () => {
    const hash = await hashPassword('Zo\u00eb-1');
    expect(await passwordMatches('Zo\u00eb-1', hash)).toBe(true);
    expect(await passwordMatches('Zoe\u0308-1', hash)).toBe(true);
    expect(await passwordMatches('Zoe-1', hash)).toBe(false);
    expect(await passwordMatches('', hash)).toBe(false);
    expect(await passwordMatches('Zo\u00eb-1', 'plain')).toBe(false);
  });

  test('the same password twice is stored as two texts, without the password', async () => {
    const [one, two] = await Promise.all([hashPassword('secret'), hashPassword('secret')]);
    expect(one).not.toBe(two);
    expect(one).toMatch(/^scrypt\$4096\$8\$4\$[\w+/=]+\$[\w+/=]+$/);
  });

  test('what a wrong password derives to is the same each time, and is not in the hash', async () => {
    const hash = await hashPassword('secret');
    const [one, again, other] = await Promise.all(
      ['wrong', 'wrong', 'other'].map((typed) => checkPassword(typed, hash)),
    );
    expect(one).toEqual(again);
    expect(one?.derived).not.toBe(other?.derived);
    expect(hash).not.toContain(one?.derived);
    expect((await checkPassword('secret', hash)).matches).toBe(true);
  });

  test('nobody has the hash of nobody, which takes the same work', async () => {
    expect(await checkPassword('', nobodysHash)).toMatchObject({ matches: false });
    expect(nobodysHash.split('$').slice(0, 4)).toEqual(
      (await hashPassword('')).split('$').slice(0, 4),
    );
  });

  test('a hash in base64url, as service providers stored it, still matches', async () => {
    const hash = (await hashPassword('secret')).replaceAll('+', '-').replaceAll('/', '_');
    expect(await passwordMatches('secret', hash.replaceAll('=', ''))).toBe(true);
    expect(await passwordMatches('Secret', hash.replaceAll('=', ''))).toBe(false);
  });
});
