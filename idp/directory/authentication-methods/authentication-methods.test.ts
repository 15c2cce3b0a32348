import { expect, test } from 'vitest';
import { InvalidInput } from '../../../input/invalid-input.ts';
import { now, smallDirectoryForEachTest } from '../testing/small-directory.ts';
import {
  addAuthenticationMethod,
  authenticationMethodsOf,
  deleteAuthenticationMethod,
} from './authentication-methods.ts';
import type { NewAuthenticationMethod } from './method-properties.ts';

const lab = smallDirectoryForEachTest();
const add = (method: NewAuthenticationMethod) =>
  addAuthenticationMethod(lab.db, lab.userId, method, now);
const phone = { type: 'phone', phoneNumber: '+1 5555551234', phoneType: 'mobile' } as const;

test('a method is registered, listed and deleted', async () => {
  const { id } = await add(phone);
  expect(await authenticationMethodsOf(lab.db, lab.userId)).toEqual([
    { ...phone, id, userId: lab.userId, createdDateTime: now.toISOString() },
  ]);
  await deleteAuthenticationMethod(lab.db, lab.userId, id);
  expect(await authenticationMethodsOf(lab.db, lab.userId)).toEqual([]);
  await expect(deleteAuthenticationMethod(lab.db, lab.userId, id)).rejects.toThrow(
    `There is no authentication method "${id}".`,
  );
});

test('methods that are registered at the same instant are in the order in which they were', async () => {
  const ids: string[] = [];
  for (const displayName of ['first', 'second', 'third', 'fourth', 'fifth'])
    ids.push((await add({ type: 'microsoftAuthenticator', displayName, phoneSignIn: true })).id);
  const listed = await authenticationMethodsOf(lab.db, lab.userId);
  expect(listed.map(({ id }) => id)).toEqual(ids);
});

test('a new Temporary Access Pass replaces the old one and has its own value', async () => {
  const pass = { type: 'temporaryAccessPass', lifetimeInMinutes: 60, isUsableOnce: true } as const;
  await add(pass);
  const [first] = await authenticationMethodsOf(lab.db, lab.userId);
  await add(pass);
  const [second, ...more] = await authenticationMethodsOf(lab.db, lab.userId);
  expect(more).toEqual([]);
  expect(second?.temporaryAccessPass).toMatch(/^[A-Za-z2-9]{8}$/);
  expect(second?.temporaryAccessPass).not.toBe(first?.temporaryAccessPass);
});

test.each<[string, object, string]>([
  ['an unknown type', { type: 'telepathy' }, 'method_type'],
  ['a missing property', { type: 'phone', phoneNumber: '+1 5555551234' }, 'type'],
  ['a number without country code', { ...phone, phoneNumber: '5555551234' }, 'phoneNumber'],
  ['an unknown phone type', { ...phone, phoneType: 'car' }, 'phoneType'],
  ['a bad address', { type: 'email', emailAddress: 'nobody' }, 'emailAddress'],
  [
    'a secret that is not base32',
    { type: 'hardwareOath', serialNumber: '1', secretKey: '0189', timeIntervalInSeconds: 30 },
    'secretKey',
  ],
  [
    'a pass that lives five minutes',
    { type: 'temporaryAccessPass', lifetimeInMinutes: 5, isUsableOnce: true },
    'lifetime',
  ],
  ['an empty name', { type: 'windowsHelloForBusiness', displayName: ' ' }, 'display_name'],
  [
    'an unknown passkey type',
    { type: 'fido2', displayName: 'Key', passkeyType: 'x' },
    'passkeyType',
  ],
])('%s is refused', async (_, method, code) => {
  const error = await add(method as NewAuthenticationMethod).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(InvalidInput);
  expect((error as InvalidInput).faults.map((fault) => fault.code)).toContain(code);
  expect(await authenticationMethodsOf(lab.db, lab.userId)).toEqual([]);
});
