import { describe, expect, test } from 'vitest';
import { openStore } from '../../store/open-store.ts';
import { appId, bSimon, password, saml, tenantId } from '../testing/contoso.ts';
import { contosoForEachTest } from '../testing/contoso-for-each-test.ts';
import { NoSigningKey } from './applications/key-credentials.ts';
import { migrations } from './migrations.ts';
import { isGranted } from './sign-in/access.ts';
import { findSession } from './sign-in/browser-sessions.ts';
import {
  applicationById,
  applicationsByAppId,
  applicationsByIdentifier,
} from './sign-in/sign-in-applications.ts';
import type { Database, DirectoryTables } from './tables.ts';
import { findTenant } from './tenants/tenants.ts';
import { expectFault } from './testing/small-directory.ts';

describe('the directory', () => {
  const lab = contosoForEachTest();

  test('finds a tenant by id and by domain, a user in any letter case', async () => {
    const { directory } = lab.idp;
    expect((await directory.findTenant(tenantId))?.displayName).toBe('Contoso');
    expect((await directory.findTenant('Contoso.COM'))?.id).toBe(tenantId);
    expect(await directory.findTenant('fabrikam.com')).toBeUndefined();
    expect((await directory.findUser(tenantId, 'b.simon@CONTOSO.com'))?.id).toBe(lab.userId);
  });

  test('reads refuse ids and names that are not strings', async () => {
    const { directory } = lab.idp;
    for (const wrong of [5, undefined, null, {}, []] as never[]) {
      const reads: [property: string, read: Promise<unknown>][] = [
        ['idOrDomain', directory.findTenant(wrong)],
        ['tenantId', directory.findUser(wrong, bSimon)],
        ['userPrincipalName', directory.findUser(tenantId, wrong)],
        ['tenantId', directory.findApplication(wrong, { appId })],
        ['tenantId', directory.cloudOf(wrong)],
        ['tenantId', directory.currentCodes(wrong)],
        ['userId', directory.secondFactor(wrong)],
        ['servicePrincipalId', directory.activeSigningKey(wrong)],
        ['servicePrincipalId', directory.appRoles(wrong)],
      ];
      for (const [property, read] of reads) await expectFault(read, property, 'type');
    }
  });

  test('reads find nothing for ids that do not exist', async () => {
    const { directory } = lab.idp;
    expect(await directory.findTenant("'; DROP TABLE tenant; --")).toBeUndefined();
    expect(await directory.findUser('nope', bSimon)).toBeUndefined();
    expect(await directory.findApplication('nope', { appId })).toBeUndefined();
    expect(await directory.currentCodes('nope')).toEqual([]);
    expect(await directory.cloudOf('nope')).toBe('global');
  });

  test('an application that does not exist has no roles to list', async () => {
    const roles = lab.idp.directory.appRoles('nope');
    await expect(roles).rejects.toMatchObject({ name: 'NotFound', kind: 'application' });
  });

  test('findApplication refuses anything but exactly one key', async () => {
    const wrong: [key: unknown, property: string, code: string][] = [
      [{}, '', 'required'],
      [{ appId: undefined }, '', 'required'],
      [{ appId, displayName: 'Peakon' }, '', 'required'],
      [{ appId: 5 }, 'appId', 'type'],
      [{ name: 'Peakon' }, 'name', 'unknown_property'],
      [undefined, '', 'type'],
    ];
    for (const [key, property, code] of wrong)
      await expectFault(lab.idp.directory.findApplication(tenantId, key as never), property, code);
  });

  test('findApplication finds an application by each kind of key', async () => {
    const { directory } = lab.idp;
    const { servicePrincipalId: id } = lab;
    const keys = [
      { id: id.toUpperCase() },
      { appId: appId.toUpperCase() },
      { displayName: 'Peakon' },
    ];
    for (const key of [...keys, { id, appId: undefined }])
      expect((await directory.findApplication(tenantId, key))?.servicePrincipal.id).toBe(id);
  });

  test('reads the cloud of a tenant by its id in any letter case', async () => {
    const { directory } = lab.idp;
    await directory.setCloud(tenantId, 'usGovernment');
    expect(await directory.cloudOf(tenantId.toUpperCase())).toBe('usGovernment');
  });

  test('a userPrincipalName is unique', async () => {
    const { directory } = lab.idp;
    const twin = { tenantId, userPrincipalName: 'b.simon@contoso.com', displayName: 'B', password };
    await expect(directory.createUser(twin)).rejects.toMatchObject({
      faults: [{ property: 'userPrincipalName', code: 'taken' }],
    });
  });

  test('shows the second factor of an existing user only', async () => {
    const { directory } = lab.idp;
    const unknown = directory.secondFactor('nope');
    await expect(unknown).rejects.toMatchObject({ name: 'NotFound', kind: 'user', id: 'nope' });
    expect(await directory.secondFactor(lab.userId)).toHaveProperty('secret');
  });

  test('configuring again frees the Identifiers from before', async () => {
    const { directory } = lab.idp;
    const settings = { identifierUris: ['urn:other'], replyUrls: saml.replyUrls };
    await directory.configureSaml(lab.servicePrincipalId, settings);
    await directory.configureSaml(lab.servicePrincipalId, saml);
    const { servicePrincipalId } = await directory.addApplication({ tenantId, displayName: 'Two' });
    await expect(directory.configureSaml(servicePrincipalId, settings)).resolves.toBeUndefined();
  });

  test('the first certificate is the active one until another is chosen', async () => {
    const { directory } = lab.idp;
    const first = await directory.activeSigningKey(lab.servicePrincipalId);
    const { thumbprint } = await directory.addTokenSigningCertificate(lab.servicePrincipalId);
    const still = await directory.activeSigningKey(lab.servicePrincipalId);
    expect(still.certificate.serialNumber).toBe(first.certificate.serialNumber);
    await directory.activateCertificate(lab.servicePrincipalId, thumbprint);
    const now = await directory.activeSigningKey(lab.servicePrincipalId);
    expect(now.certificate.serialNumber).not.toBe(first.certificate.serialNumber);
    const bare = await directory.addApplication({ tenantId, displayName: 'Bare' });
    const noKey = directory.activeSigningKey(bare.servicePrincipalId);
    await expect(noKey).rejects.toThrow(NoSigningKey);
  });
});

test('the queries of a sign-in use an index, and never scan a table', async () => {
  const plans: string[] = [];
  const db = await openStore<DirectoryTables>({ file: ':memory:', name: 'idp', migrations });
  const spy = new Proxy(db, {
    get(target, name) {
      if (name !== 'executeQuery') return Reflect.get(target, name).bind?.(target);
      return async (query: Parameters<Database['executeQuery']>[0]) => {
        const compiled = 'sql' in query ? query : query.compile();
        const explained = await target.executeQuery<{ detail: string }>({
          ...compiled,
          sql: `EXPLAIN QUERY PLAN ${compiled.sql}`,
        });
        plans.push(...explained.rows.map(({ detail }) => detail));
        return { rows: [] };
      };
    },
  });
  await findTenant(spy, tenantId);
  await findTenant(spy, 'contoso.com');
  await applicationsByIdentifier(spy, 'urn:x', tenantId);
  await applicationsByIdentifier(spy, 'urn:x', 'common');
  await applicationsByAppId(spy, 'x', tenantId);
  await applicationById(spy, 'x');
  await isGranted(spy, 'u', 's');
  await findSession(spy, 'x', new Date());
  await db.destroy();
  expect(plans.filter((line) => line.startsWith('SEARCH')).length).toBeGreaterThan(12);
  expect(plans.filter((line) => line.startsWith('SCAN'))).toEqual([]);
});
