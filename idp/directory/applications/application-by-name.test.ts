import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildIdp, type Idp, samlSettingsOf } from '../../index.ts';

const tenantId = 'aaaabbbb-0000-cccc-1111-dddd2222eeee';
let idp: Idp;
let now = new Date('2026-01-05T00:00:00Z');
beforeEach(async () => {
  idp = await buildIdp({ file: ':memory:', publicUrl: () => 'http://idp.test', clock: () => now });
  await idp.directory.createTenant({ id: tenantId, displayName: 'Contoso', domain: 'contoso.com' });
});
afterEach(() => idp.close());

test('of two applications of one name the older one is found, until it is deleted', async () => {
  const { directory } = idp;
  const find = async () =>
    (await directory.findApplicationByName(tenantId, 'Peakon'))?.servicePrincipal.id;
  expect(await find()).toBeUndefined();
  const older = await directory.addApplication({ tenantId, displayName: 'Peakon' });
  now = new Date('2026-01-06T00:00:00Z');
  const younger = await directory.addApplication({ tenantId, displayName: 'Peakon' });
  expect(await find()).toBe(older.servicePrincipalId);
  expect(await directory.deleteApplication(tenantId, older.servicePrincipalId)).toBe(true);
  expect(await find()).toBe(younger.servicePrincipalId);
  expect(await directory.findApplicationByName(tenantId, 'peakon')).toBeUndefined();
});

test('its settings can be saved as they were read', async () => {
  const { directory } = idp;
  const { servicePrincipalId } = await directory.addApplication({
    tenantId,
    displayName: 'Peakon',
  });
  const settings = {
    identifierUris: ['a', 'b'],
    replyUrls: ['https://sp.test/assert'],
    signOnUrl: 'https://sp.test/login',
    relayState: undefined,
    logoutUrl: undefined,
    signingOption: 'both',
  } as const;
  await directory.configureSaml(servicePrincipalId, settings);
  const found = await directory.findApplicationByName(tenantId, 'Peakon');
  expect(found && samlSettingsOf(found)).toEqual(settings);
});

test('a user is assigned, and no longer', async () => {
  const { directory } = idp;
  const { servicePrincipalId } = await directory.addApplication({
    tenantId,
    displayName: 'Peakon',
  });
  const { id: userId } = await directory.createUser({
    tenantId,
    userPrincipalName: 'B.Simon@contoso.com',
    displayName: 'B.Simon',
    password: 'Maple-Otter-Velvet-4711',
  });
  const both = { servicePrincipalId, userId };
  expect(await directory.isAssigned(both)).toBe(false);
  await directory.assign(both);
  expect(await directory.isAssigned(both)).toBe(true);
  await directory.unassign(both);
  expect(await directory.isAssigned(both)).toBe(false);
});
