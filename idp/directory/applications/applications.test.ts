import { afterEach, beforeEach, expect, test } from 'vitest';
import { testDatabase } from '../../../store/testing/test-database.ts';
import { basicSamlOf, buildIdp, type Idp } from '../../index.ts';

const tenantId = 'aaaabbbb-0000-cccc-1111-dddd2222eeee';
let idp: Idp;
let now = new Date('2026-01-05T00:00:00Z');
beforeEach(async () => {
  idp = await buildIdp({
    file: await testDatabase(),
    publicUrl: () => 'http://idp.test',
    clock: () => now,
  });
  await idp.directory.createTenant({ id: tenantId, displayName: 'Contoso', domain: 'contoso.com' });
});
afterEach(() => idp.close());

test('finds the oldest of two applications with one name, until it is deleted', async () => {
  const { directory } = idp;
  const find = async () =>
    (await directory.findApplication(tenantId, { displayName: 'Peakon' }))?.servicePrincipal.id;
  expect(await find()).toBeUndefined();
  const older = await directory.addApplication({ tenantId, displayName: 'Peakon' });
  now = new Date('2026-01-06T00:00:00Z');
  const younger = await directory.addApplication({ tenantId, displayName: 'Peakon' });
  expect(await find()).toBe(older.servicePrincipalId);
  await directory.deleteApplication(older.servicePrincipalId);
  expect(await find()).toBe(younger.servicePrincipalId);
  expect(await directory.findApplication(tenantId, { displayName: 'peakon' })).toBeUndefined();
});

test('finds one application by any of its keys, in its tenant only', async () => {
  const { directory } = idp;
  const { appId, servicePrincipalId } = await directory.addApplication({
    tenantId,
    displayName: 'Peakon',
  });
  const keys = [{ id: servicePrincipalId }, { appId: appId.toUpperCase() }];
  for (const key of [...keys, { displayName: 'Peakon' }]) {
    const found = await directory.findApplication(tenantId.toUpperCase(), key);
    expect(found?.servicePrincipal.id).toBe(servicePrincipalId);
    expect(await directory.findApplication('other', key)).toBeUndefined();
  }
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
    redirectUriSettings: [{ uri: 'https://sp.test/assert', index: 3 }],
    signOnUrl: 'https://sp.test/login',
    relayState: '',
    logoutUrl: 'https://sp.test/logout',
  };
  await directory.configureSaml(servicePrincipalId, settings);
  const found = await directory.findApplication(tenantId, { displayName: 'Peakon' });
  expect(found && basicSamlOf(found)).toEqual(settings);
});

test('assigns a user, and removes the assignment', async () => {
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
