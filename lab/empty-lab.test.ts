import { expect, test } from 'vitest';
import { endpoints } from './endpoints.ts';
import { startLab } from './library.ts';
import { anyPorts, RunningLabs } from './testing/running-labs.ts';

const labs = RunningLabs.forEachTest();

test('has a tenant and a company, each with an administrator, and nothing else', async () => {
  const {
    start: line,
    directory,
    administration,
  } = await labs.start({ memory: true, empty: true });
  expect(line.appId).toBeNull();
  expect(line.users.map(({ userPrincipalName }) => userPrincipalName)).toEqual([
    'admin@contoso.com',
  ]);
  expect(await directory.findUser(line.tenantId, 'B.Simon@contoso.com')).toBeUndefined();
  expect(await directory.findUser(line.tenantId, 'admin@contoso.com')).toMatchObject({
    userPrincipalName: 'admin@contoso.com',
    accountEnabled: 1,
  });
  expect(await directory.findApplication(line.tenantId, { displayName: 'Peakon' })).toBeUndefined();
  expect(await administration.findSingleSignOn('contoso')).toBeUndefined();
  const employees = { companyId: 'contoso', search: '', page: 1 };
  expect((await administration.listEmployees(employees)).total).toBe(0);
  expect(await administration.isAdministrator({ companyId: 'contoso', ...line.spAdmin })).toBe(
    true,
  );
});

test('is resumed as it was left, with and without `empty`', async () => {
  const first = await labs.start({ dataDir: labs.folder, empty: true });
  const { appId } = await first.directory.addApplication({
    tenantId: first.start.tenantId,
    displayName: 'Peakon',
  });
  await labs.stop();
  const second = await labs.start({ dataDir: labs.folder, empty: true });
  expect(second.start).toMatchObject({ appId, users: first.start.users });
  await labs.stop();
  const third = await labs.start({ dataDir: labs.folder });
  expect(third.start).toMatchObject({ appId, users: first.start.users });
});

test('on other ports, updates the URLs that were entered and adds none', async () => {
  const first = await labs.start({ dataDir: labs.folder, empty: true });
  const { tenantId } = first.start;
  const { servicePrincipalId } = await first.directory.addApplication({
    tenantId,
    displayName: 'Peakon',
  });
  await first.directory.configureSaml(servicePrincipalId, {
    identifierUris: ['https://app.peakon.com/saml/contoso/metadata'],
    replyUrls: [endpoints(first.start).replyUrl],
  });
  await first.directory.setSigning(servicePrincipalId, { signingOption: 'both' });
  await labs.stop();
  const second = await labs.start({ dataDir: labs.folder });
  expect(second.start.sp).not.toBe(first.start.sp);
  const peakon = await second.directory.findApplication(tenantId, { displayName: 'Peakon' });
  expect(peakon).toMatchObject({
    identifierUris: ['https://app.peakon.com/saml/contoso/metadata'],
    replyUrls: [endpoints(second.start).replyUrl],
    servicePrincipal: { loginUrl: null, signingOption: 'both' },
  });
  expect(await second.administration.findSingleSignOn('contoso')).toBeUndefined();
});

test('on other ports, updates Peakon’s settings even while single sign-on is disabled', async () => {
  const first = await labs.start({ dataDir: labs.folder });
  await first.administration.disableSingleSignOn('contoso');
  await labs.stop();
  const second = await labs.start({ dataDir: labs.folder });
  const saved = await second.administration.findSingleSignOn('contoso');
  expect(saved?.enabled).toBe(false);
  expect(saved?.input.ssoLoginUrl).toBe(endpoints(second.start).loginUrl);
  expect(saved?.input.certificates).toHaveLength(1);
});

test('refuses to resume a lab that was not created empty, and leaves it unchanged', async () => {
  const first = await labs.start({ dataDir: labs.folder });
  await labs.stop();
  const refused = startLab({ dataDir: labs.folder, empty: true, ports: anyPorts });
  await expect(refused).rejects.toMatchObject({ code: 'not_begun_empty' });
  expect((await labs.start({ dataDir: labs.folder })).start.users).toEqual(first.start.users);
  await labs.stop();
  expect(
    (await labs.start({ dataDir: labs.folder, empty: true, fresh: true })).start.appId,
  ).toBeNull();
});
