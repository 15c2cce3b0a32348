import { expect, test } from 'vitest';
import { KeyRing } from '../directory/applications/key-ring.ts';
import { now, smallDirectoryForEachTest, tenantId } from '../directory/testing/small-directory.ts';
import { issueAccessToken, verifyAccessToken } from './access-token.ts';

const lab = smallDirectoryForEachTest();
const audience = 'https://graph.microsoft.com';
const subject = {
  tenantId,
  servicePrincipalId: '22223333-cccc-4444-dddd-5555eeee6666',
  appId: '00001111-aaaa-2222-bbbb-3333cccc4444',
  displayName: 'Peakon',
  audience,
  roles: ['AuditLog.Read.All'],
};

/** @param seconds after the token was issued */
const contextAt = (seconds: number) => ({
  db: lab.db,
  keys: new KeyRing(lab.db),
  clock: () => new Date(now.getTime() + seconds * 1000),
});

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

test('a token is accepted for an hour, for its audience', async () => {
  const token = await issueAccessToken(contextAt(0), subject);
  const check = (seconds: number, audiences = [audience]) =>
    verifyAccessToken(contextAt(seconds), token, audiences);
  expect(await check(0)).toMatchObject({ appid: subject.appId, roles: subject.roles });
  expect(await check(3590)).toMatchObject({ appid: subject.appId });
  expect(await check(0, ['https://vault.azure.net'])).toBe('audience');
  expect(await check(3601)).toBe('expired');
  expect(await check(-299)).toMatchObject({ appid: subject.appId });
  expect(await check(-302)).toBe('not_yet_valid');
});

test('a token that was altered, or is none, is refused', async () => {
  const token = await issueAccessToken(contextAt(0), subject);
  const check = (text: string) => verifyAccessToken(contextAt(0), text, [audience]);
  expect(await check(token)).toMatchObject({ appid: subject.appId });

  const [header = '', payload = '', signature = ''] = token.split('.');
  const none = encode({ typ: 'JWT', alg: 'none' });
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
  const richer = encode({ ...claims, roles: ['Synchronization.ReadWrite.All'] });
  expect(await check(`${none}.${payload}.${signature}`)).toBe('signature');
  expect(await check(`${header}.${richer}.${signature}`)).toBe('signature');
  expect(await check(`${none}.${richer}.`)).toBe('malformed');
  expect(await check(`${token}.${signature}`)).toBe('malformed');
  expect(await check('x'.repeat(20_000))).toBe('malformed');
});
