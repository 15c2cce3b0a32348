import { expect, test } from 'vitest';
import {
  expectFault,
  expectNotFound,
  now,
  smallDirectoryForEachTest,
  tenantId,
  untyped,
} from '../testing/small-directory.ts';
import { createTenant, setCloud } from './manage-tenants.ts';
import { requestChecksOf } from './request-checks.ts';
import { cloudOf, findTenant } from './tenants.ts';

const lab = smallDirectoryForEachTest();
const id = '33334444-0000-cccc-1111-dddd2222eeee';
const tenant = { id, displayName: 'Woodgrove', domain: 'woodgrove.example.com' };

test.each<[property: string, value: unknown, code: string]>([
  ['id', 'woodgrove', 'guid'],
  ['id', tenantId.toUpperCase(), 'taken'],
  ['displayName', '', 'required'],
  ['displayName', 'x'.repeat(257), 'too_long'],
  ['domain', '', 'domain'],
  ['domain', 'woodgrove', 'domain'],
  ['domain', 'admin@woodgrove.com', 'domain'],
  ['domain', `${'x'.repeat(45)}.com`, 'domain'],
  ['domain', 'CONTOSO.com', 'taken'],
  ['id', 5, 'type'],
  ['displayName', undefined, 'type'],
  ['domain', null, 'type'],
  ['cloud', 'china', 'cloud'],
  ['unknownIssuerCode', 700017, 'unknown'],
  ['checksDestination', 'yes', 'type'],
  ['clouds', 'usGovernment', 'unknown_property'],
])('refuses %s %o as %s', async (property, value, code) => {
  const broken = { ...tenant, [property]: value };
  await expectFault(createTenant(lab.db, untyped(broken), now), property, code);
  expect(await findTenant(lab.db, id)).toBeUndefined();
  await createTenant(lab.db, tenant, now);
  expect(await findTenant(lab.db, 'WOODGROVE.example.com')).toMatchObject({ id });
});

test('the cloud is one that exists, of a tenant that exists', async () => {
  await expectFault(setCloud(lab.db, tenantId, untyped('china')), 'cloud', 'cloud');
  await expectFault(setCloud(lab.db, tenantId, untyped(1)), 'cloud', 'type');
  await expectNotFound(setCloud(lab.db, 'nope', 'usGovernment'), 'tenant', 'nope');
  expect(await cloudOf(lab.db, tenantId)).toBe('global');
  await setCloud(lab.db, tenantId, 'usGovernment');
  expect(await cloudOf(lab.db, tenantId)).toBe('usGovernment');
});

test('a tenant is created with its cloud and what it does with requests', async () => {
  await createTenant(lab.db, { ...tenant, cloud: 'usGovernment', checksDestination: true }, now);
  expect(await cloudOf(lab.db, id)).toBe('usGovernment');
  const asARule = await requestChecksOf(lab.db, tenantId);
  expect(asARule.checksDestination).toBe(false);
  expect(await requestChecksOf(lab.db, id)).toEqual({ ...asARule, checksDestination: true });
});
