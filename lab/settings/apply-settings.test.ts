import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { toBase64 } from '../../certs/certificate.ts';
import { makeSigningCertificate } from '../../certs/signing-certificate.ts';
import { toPfx } from '../../certs/testing/to-pfx.ts';
import type { Lab } from '../library.ts';
import { RunningLabs } from '../testing/running-labs.ts';
import type { Settings } from './settings.ts';
import { ann, bob, contoso, full, reports, tenantId } from './testing/full-settings.ts';

const labs = RunningLabs.forEachTest();
/** Everything that settings say, as it is stored; without times and versions. */
async function stored({ directory }: Lab) {
  const users = await directory.listUsers(tenantId);
  const groups = await directory.listGroups(tenantId);
  const applications = await directory.listApplications(tenantId);
  const rows = await Promise.all(
    users.map(async ({ userPrincipalName, id }) => {
      const { passwordHash, signsInWithoutPages, softwareOath, accountEnabled, mail } =
        (await directory.findUser(tenantId, userPrincipalName)) ?? {};
      const methods = (await directory.authenticationMethodsOf(id)).map(({ type }) => type);
      const about = { userPrincipalName, accountEnabled, mail, softwareOath, signsInWithoutPages };
      return { id, ...about, passwordHash, methods, roles: await directory.directoryRolesOf(id) };
    }),
  );
  return {
    domains: await directory.domainsOf(tenantId),
    users: rows,
    groups: await Promise.all(
      groups.map(async (group) => ({
        ...group,
        ...(await directory.groupProperties(group.id)),
        list: await directory.listGroupMembers(group.id),
        nested: (await directory.listMemberGroups(group.id)).map((one) => one.displayName),
      })),
    ),
    applications: await Promise.all(
      applications.map(async ({ servicePrincipal, ...app }) => {
        const { version: _, createdDateTime: __, ...row } = servicePrincipal;
        const assignments = await directory.listAssignments(row.id);
        return { ...row, ...app, assignments, roles: await directory.appRoles(row.id) };
      }),
    ),
    policies: await directory.listPolicies(tenantId),
  };
}

test('a new lab has what the settings say; applied again, nothing changes', async () => {
  const lab = await labs.start({ dataDir: labs.folder, settings: full });
  const before = await stored(lab);
  expect(before).toMatchObject({
    domains: [{ id: 'contoso.com' }, { id: 'contoso.org' }],
    users: [
      {
        userPrincipalName: ann,
        accountEnabled: 0,
        softwareOath: 0,
        signsInWithoutPages: '["windowsHelloForBusiness"]',
        methods: expect.arrayContaining(['phone', 'email']),
        roles: ['User Administrator'],
      },
      { userPrincipalName: bob, accountEnabled: 1 },
      { userPrincipalName: 'admin@contoso.com' },
    ],
    groups: [
      { displayName: 'Sales', description: 'All of sales', members: 2, securityEnabled: true },
      { displayName: 'Staff', members: 0, nested: ['Sales'] },
      { displayName: 'Team', groupTypes: ['Unified'], securityEnabled: false, mailEnabled: true },
      {
        displayName: 'Writers',
        mailEnabled: true,
        securityEnabled: true,
        onPremisesSyncEnabled: true,
        onPremisesSamAccountName: 'writers',
        onPremisesSecurityIdentifier: 'S-1-5-21-1-2-3-1001',
      },
    ],
    applications: [
      {
        displayName: 'Reports',
        identifierUris: ['urn:reports'],
        replyUrls: ['http://localhost:8080/acs', 'http://localhost:8080/other'],
        redirectUriSettings: [{ uri: 'http://localhost:8080/other', index: 7 }],
        signingOption: 'both',
        authnContextReporting: 'asDocumented',
        visible: 0,
        notes: 'By file',
        preferredTokenSigningKeyThumbprint: expect.stringMatching(/^[0-9A-F]{40}$/),
        claims: expect.stringMatching(/"department".*"http:\/\/example.com\/claims"/),
        assignments: [
          { displayName: 'Ann', roleDisplayName: 'Auditor' },
          { displayName: 'Sales', principalType: 'Group' },
          { displayName: 'Writers', roleDisplayName: 'Survey Writer' },
        ],
        groupClaims: expect.stringContaining('"groupMembershipClaims":"ApplicationGroup"'),
        roles: [
          { displayName: 'User', value: '' },
          { displayName: 'msiam_access', value: '' },
          { displayName: 'Survey Writer', value: 'Survey.Create', isEnabled: true },
          {
            displayName: 'Auditor',
            value: 'Audit',
            allowedMemberTypes: ['User', 'Application'],
            isEnabled: false,
          },
        ],
      },
    ],
    policies: [{ displayName: 'Second factor', grantControl: 'mfa', state: 'enabled' }],
  });
  expect(before.policies[0]?.conditions).toMatchObject({
    includeUsers: 'selected',
    includeGroupIds: [before.groups[0]?.id],
    excludeUserIds: [before.users[1]?.id],
    servicePrincipalIds: [before.applications[0]?.id],
  });
  await lab.applySettings({ settings: full });
  expect(await stored(lab)).toEqual(before);
  await labs.stop();
  expect(await stored(await labs.start({ dataDir: labs.folder, settings: full }))).toEqual(before);
});

test('passwords that the lab made are in its start line, those of the settings are not', async () => {
  const lab = await labs.start({ dataDir: labs.folder, settings: full });
  const names = lab.start.users.map((user) => user.userPrincipalName);
  expect(names).toEqual(['admin@contoso.com', bob]);
  await labs.stop();
  const again = await labs.start({ dataDir: labs.folder });
  expect(again.start.users).toEqual(lab.start.users);
});

test('deletes what the settings created and no longer have, and nothing else', async () => {
  const lab = await labs.start({ dataDir: labs.folder, settings: full });
  const other = { tenantId, userPrincipalName: 'eve@contoso.com', displayName: 'Eve' };
  const eve = await lab.directory.createUser({ ...other, password: 'Maple-Otter-4711' });
  const sales = (await lab.directory.listGroups(tenantId))[0]?.id ?? '';
  await lab.directory.addGroupMembers(sales, [eve.id]);
  await labs.stop();

  const less = contoso({
    users: [{ userPrincipalName: ann }],
    groups: [{ displayName: 'Sales', members: [] }],
  });
  const again = await labs.start({ dataDir: labs.folder, settings: less });
  const after = await stored(again);
  expect(after.users.map((user) => user.userPrincipalName)).toEqual([
    ann,
    'admin@contoso.com',
    'eve@contoso.com',
  ]);
  expect(after.users[0]?.methods).toEqual([]);
  expect(after.groups[0]?.list.map((member) => member.id)).toEqual([eve.id]);
  expect(after).toMatchObject({ domains: [{ id: 'contoso.com' }], applications: [], policies: [] });
});

test('a user who stays as the settings say stays signed in; another password ends the session', async () => {
  const user = { userPrincipalName: ann, password: 'Maple-Otter-4711' };
  const lab = await labs.start({ memory: true, settings: contoso({ users: [user] }) });
  const hash = async () => (await lab.directory.findUser(tenantId, ann))?.passwordHash;
  const before = await hash();
  await lab.applySettings({ settings: contoso({ users: [{ ...user, mail: 'a@contoso.com' }] }) });
  expect(await hash()).toBe(before);
  await lab.applySettings({
    settings: contoso({ users: [{ ...user, password: 'Velvet-Comet-17' }] }),
  });
  expect(await hash()).not.toBe(before);
});

test('faults change nothing in a running lab', async () => {
  const lab = await labs.start({ memory: true, settings: full });
  const before = await stored(lab);
  const wrong = contoso({
    users: [{ userPrincipalName: 'new@contoso.com' }, { userPrincipalName: 'x' }],
  });
  await expect(lab.applySettings({ settings: wrong })).rejects.toMatchObject({
    code: 'invalid_settings',
    faults: [{ place: 'tenants[0].users[1].userPrincipalName', file: undefined }],
  });
  expect(await stored(lab)).toEqual(before);
});

test('what is in the way only in this lab is named too', async () => {
  const lab = await labs.start({ memory: true, settings: contoso({}) });
  const { servicePrincipalId } = await lab.directory.addApplication({
    tenantId,
    displayName: 'Mine',
  });
  await lab.directory.configureSaml(servicePrincipalId, {
    identifierUris: ['urn:reports'],
    replyUrls: ['http://localhost:1/'],
  });
  await expect(lab.applySettings({ settings: full })).rejects.toThrow(
    'tenants[0].applications[0].identifierUris[0]: Identifier (Entity ID) urn:reports already belongs to the application Mine.',
  );
});

test('a certificate with its key signs; a second one does not', async () => {
  const make = () => makeSigningCertificate({ notBefore: new Date('2026-01-01T00:00:00Z') });
  const [first, second] = [await make(), await make()];
  mkdirSync(labs.folder);
  for (const [name, key] of Object.entries({ first, second }))
    writeFileSync(join(labs.folder, `${name}.pfx`), toPfx(key, 'secret'));
  const certificates = ['first', 'second'].map((name) => ({
    pfx: join(labs.folder, `${name}.pfx`),
    password: 'secret',
  }));
  const { assignments: _, ...app } = reports;
  const settings = contoso({ applications: [{ ...app, certificates }] });
  const lab = await labs.start({ memory: true, settings });
  const id = (await lab.directory.listApplications(tenantId))[0]?.servicePrincipal.id ?? '';
  const list = await lab.directory.signingCertificates(id);
  expect(list.map(({ certificate, status }) => [certificate, status])).toEqual([
    [toBase64(first.certificate), 'Active'],
    [toBase64(second.certificate), 'Inactive'],
  ]);
  await lab.applySettings({ settings });
  expect(await lab.directory.signingCertificates(id)).toEqual(list);
});

test('a company of Peakon trusts the application that it names, wherever both listen', async () => {
  const employee = { firstName: 'Ann', lastName: 'Lee', email: 'ann@contoso.com' };
  const company = { id: 'contoso', application: 'Survey', employees: [employee] };
  const settings = contoso(
    { applications: [{ displayName: 'Survey', applicationTemplateId: 'peakon' }] },
    { companies: [company, { id: 'fabrikam', domains: ['fabrikam.com'] }] },
  );
  const lab = await labs.start({ memory: true, settings });
  const [app] = await lab.directory.listApplications(tenantId);
  expect(app?.replyUrls).toEqual([`${lab.start.sp}/saml/contoso/assert`]);
  const saved = await lab.administration.findSingleSignOn('contoso');
  const { certificate } = await lab.directory.activeSigningKey(app?.servicePrincipal.id ?? '');
  expect(saved?.input).toMatchObject({ ssoLoginUrl: `${lab.start.idp}/${tenantId}/saml2` });
  expect(saved?.input.certificates.map((each) => Buffer.compare(each, certificate.der))).toEqual([
    0,
  ]);
  expect(await lab.administration.findEmployee('contoso', employee.email)).toMatchObject(employee);
  expect(await lab.administration.findCompany('fabrikam')).toMatchObject({ name: 'fabrikam' });
  const { revision } = saved ?? {};
  await lab.applySettings({ settings });
  expect((await lab.administration.findSingleSignOn('contoso'))?.revision).toBe(revision);
});

test('another tenant gets the same ids on every machine; the clock starts where the settings say', async () => {
  const settings: Settings = {
    clock: '2031-05-06T07:08:09Z',
    peakon: false,
    tenants: [
      {
        domain: 'fabrikam.com',
        applications: [
          { displayName: 'A', identifierUris: ['urn:a'], replyUrls: ['http://localhost:1/'] },
        ],
      },
    ],
  };
  const lab = await labs.start({ memory: true, settings });
  const tenant = await lab.directory.findTenant('fabrikam.com');
  expect(tenant).toMatchObject({
    id: '3a2d56b8-82a7-86ab-a184-f6c756d5d91e',
    displayName: 'Fabrikam',
  });
  const [app] = await lab.directory.listApplications(tenant?.id ?? '');
  expect(app?.servicePrincipal.appId).toBe('d9c56477-7651-897b-aece-258f473de74f');
  expect(app?.servicePrincipal.createdDateTime).toMatch(/^2031-05-06T07:08:/);
});

test('a clock can be frozen or ahead, the option of the program decides, and an export says how it is', async () => {
  const settings: Settings = { clock: { frozen: '2031-05-06T07:08:09Z' } };
  const lab = await labs.start({ memory: true, settings });
  expect([lab.clock.mode, lab.clock.now().toISOString()]).toEqual([
    'frozen',
    '2031-05-06T07:08:09.000Z',
  ]);
  expect((await lab.exportSettings()).settings.clock).toEqual({
    frozen: '2031-05-06T07:08:09.000Z',
  });
  lab.clock.useRealTime();
  expect((await lab.exportSettings()).settings).not.toHaveProperty('clock');
  await labs.stop();
  const other = await labs.start({ memory: true, settings, clock: '+3d' });
  expect((await other.exportSettings()).settings.clock).toBe('+3d');
});

test('lab.json keeps no password of the settings', async () => {
  await labs.start({ dataDir: labs.folder, settings: full });
  const text = readFileSync(join(labs.folder, 'lab.json'), 'utf8');
  expect(text).toContain(bob);
  expect(text).not.toContain('Maple-Otter-4711');
});
