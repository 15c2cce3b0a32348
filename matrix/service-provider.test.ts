import { expect, test } from 'vitest';
import { addressesFrom } from './service-provider.ts';

test('a service provider that names only its URL has the usual addresses', () => {
  expect(addressesFrom('{"url":"http://localhost:1"}')).toEqual({
    metadata: 'http://localhost:1/metadata',
    login: 'http://localhost:1/login',
    whoami: 'http://localhost:1/me',
    success: '/user',
  });
});

test('a service provider names the addresses that are its own', () => {
  const line = JSON.stringify({
    url: 'http://localhost:1',
    metadata: 'http://localhost:1/mellon/metadata',
    success: '/id',
  });
  expect(addressesFrom(line)).toMatchObject({
    metadata: 'http://localhost:1/mellon/metadata',
    login: 'http://localhost:1/login',
    success: '/id',
  });
});
