import { expect, test } from 'vitest';
import { readTenantUrl, TenantUrlFault } from './tenant-url.ts';

test.each([
  ['https://api.peakon.com/scim/v2', 'https://api.peakon.com/scim/v2', 'default', ''],
  ['https://api.peakon.com/scim/v2/', 'https://api.peakon.com/scim/v2', 'default', ''],
  ['https://example.com/?aadOptscim062020', 'https://example.com', 'aadOptscim062020', ''],
  [' https://example.com/a?aadOptscim062020=true', 'https://example.com/a', 'aadOptscim062020', ''],
  [
    'https://example.com/a?AADOptSCIM062020&t=1',
    'https://example.com/a',
    'aadOptscim062020',
    't=1',
  ],
  ['https://example.com/a?AzureAdScimPatch2017', 'https://example.com/a', 'default', ''],
])('reads %s', (text, base, dialect, query) => {
  expect(readTenantUrl(text)).toEqual({ base, dialect, query });
});

test.each([
  ['peakon', 'is no http or https URL'],
  ['ftp://example.com', 'is no http or https URL'],
  ['https://user:secret@example.com/scim', 'user name or password'],
  ['https://example.com/scim#top', 'contains "#"'],
  ['https://example.com/?aadOptscim062020/scim/v2', 'in the middle'],
  ['https://example.com/aadOptscim062020/scim/v2', 'in the middle'],
])('refuses %s', (text, reason) => {
  expect(() => readTenantUrl(text)).toThrow(TenantUrlFault);
  expect(() => readTenantUrl(text)).toThrow(reason);
});
