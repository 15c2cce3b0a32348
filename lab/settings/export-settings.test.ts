import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { makeSigningCertificate } from '../../certs/signing-certificate.ts';
import type { Lab } from '../library.ts';
import { portOf, RunningLabs } from '../testing/running-labs.ts';
import { contoso, full } from './testing/full-settings.ts';

const labs = RunningLabs.forEachTest();

/** Makes a lab from the export of another one, and exports that. */
async function again(lab: Lab) {
  const { settings } = await lab.exportSettings();
  const copy = await labs.start({ memory: true, settings: JSON.parse(JSON.stringify(settings)) });
  return { copy, settings, second: (await copy.exportSettings()).settings };
}

test('a lab made from the export of a lab has the same export: everything that settings can say', async () => {
  const company = { id: 'fabrikam', name: 'Fabrikam', domains: ['fabrikam.com'] };
  const employee = { firstName: 'Ann', lastName: 'Lee', email: 'ann@contoso.com' };
  const settings = { ...full, peakon: { companies: [{ ...company, employees: [employee] }] } };
  const lab = await labs.start({ memory: true, settings });
  const { settings: first, second } = await again(lab);
  expect(second).toEqual(first);
  expect(first.tenants?.[0]).toMatchObject({
    domain: 'contoso.com',
    domains: ['contoso.org'],
    logoutResponseIssuer: 'login.microsoftonline.com',
    logoutQueryEscapes: 'upper',
    logoutNameId: 'asInAssertion',
    users: [
      { userPrincipalName: 'Ann@contoso.com', accountEnabled: false, softwareOath: false },
      { userPrincipalName: 'Bob@contoso.com', manager: 'Ann@contoso.com' },
      { userPrincipalName: 'admin@contoso.com' },
    ],
    groups: [
      { displayName: 'Sales', members: ['Ann@contoso.com', 'Bob@contoso.com'] },
      { displayName: 'Staff', memberGroups: ['Sales'] },
      { displayName: 'Team', groupTypes: ['Unified'], mailNickname: 'the-team' },
      { displayName: 'Writers', mailEnabled: true, onPremisesNetBiosName: 'CONTOSO' },
    ],
    applications: [
      {
        displayName: 'Reports',
        nameId: { attribute: 'user.mail' },
        certificates: [
          { endDateTime: expect.stringMatching(/-06-30T12:00:00Z$/) },
          { endDateTime: expect.stringMatching(/-07-01T23:59:59Z$/) },
          { endDateTime: expect.stringMatching(/-07-01T23:59:59Z$/) },
        ],
        notificationEmailAddresses: ['ops@contoso.com', 'dev@contoso.com'],
        groupClaims: full.tenants[0]?.applications?.[0]?.groupClaims,
        appRoles: full.tenants[0]?.applications?.[0]?.appRoles,
      },
    ],
    policies: [{ includeGroups: ['Sales'], excludeUsers: ['Bob@contoso.com'] }],
  });
  expect(first.peakon).toMatchObject({
    companies: [{ id: 'contoso' }, { ...company, employees: [employee] }],
  });
});

test('a certificate that has expired and one that was imported are named', async () => {
  const lab = await labs.start({ memory: true, settings: full });
  const { directory, start } = lab;
  const app = await directory.findApplication(start.tenantId, { displayName: 'Reports' });
  const { id = '' } = app?.servicePrincipal ?? {};
  const now = lab.clock.now();
  const key = await makeSigningCertificate({ notBefore: now });
  const { thumbprint } = await directory.importSigningKey(id, key);
  lab.clock.advance(2.4 * 365 * 86_400_000);
  const { settings, leftOut } = await lab.exportSettings();
  expect(settings.tenants?.[0]?.applications?.[0]?.certificates).toHaveLength(1);
  expect(leftOut).toContain(
    `The certificate ${thumbprint} of Reports was imported; settings make a new one that expires on the same day.`,
  );
  expect(leftOut.filter((sentence) => sentence.includes('has expired'))).toHaveLength(3);
});

test('ports that were chosen are in it, and no others', async () => {
  const before = await labs.start({ memory: true });
  const free = portOf(before.start.idp);
  await labs.stop();
  const lab = await labs.start({ memory: true, ports: { lab: 0, idp: free, sp: 0 } });
  expect((await lab.exportSettings()).settings.ports).toEqual({ idp: free });
  const text = await (await fetch(`${lab.start.lab}/api/settings`)).text();
  expect(parse(text)).toMatchObject({ ports: { idp: free } });
  const other = await labs.start({ memory: true });
  expect((await other.exportSettings()).settings).not.toHaveProperty('ports');
});

test('the finished tutorial comes back, and Peakon trusts the identity provider of the new lab', async () => {
  const { copy, settings, second } = await again(await labs.start({ memory: true }));
  expect(second).toEqual(settings);
  expect(copy.start.appId).toBe('00001111-aaaa-2222-bbbb-3333cccc4444');
  const { tenantId, idp, sp } = copy.start;
  const app = await copy.directory.findApplication(tenantId, { displayName: 'Peakon' });
  expect(app?.replyUrls).toEqual([`${sp}/saml/contoso/assert`]);
  const saved = await copy.administration.findSingleSignOn('contoso');
  expect(saved?.input.ssoLoginUrl).toBe(`${idp}/${tenantId}/saml2`);
});

test('says what it leaves out, and has no password and no key', async () => {
  const lab = await labs.start({
    memory: true,
    settings: contoso({
      users: [
        {
          userPrincipalName: 'Ann@contoso.com',
          password: 'Maple-Otter-4711',
          authenticationMethods: [
            {
              type: 'hardwareOath',
              serialNumber: '1',
              secretKey: 'JBSWY3DPEHPK3PXP',
              timeIntervalInSeconds: 30,
            },
          ],
        },
      ],
    }),
  });
  await lab.directory.addApplication({ tenantId: lab.start.tenantId, displayName: 'Half done' });
  const { leftOut } = await lab.exportSettings();
  expect(leftOut).toEqual([
    'Ann@contoso.com has to add the method hardwareOath again: it has a secret.',
    'The application Half done is not set up: it has no Identifier or no Reply URL.',
  ]);
  const text = await (await fetch(`${lab.start.lab}/api/settings`)).text();
  for (const sentence of leftOut) expect(text).toContain(`# ${sentence}`);
  expect(parse(text)).toEqual(
    await (await fetch(`${lab.start.lab}/api/settings?format=json`)).json(),
  );
  const passwords = lab.start.users.map(({ password }) => password);
  for (const secret of [...passwords, 'Maple-Otter-4711', 'JBSWY3DPEHPK3PXP', 'PRIVATE KEY'])
    expect(text).not.toContain(secret);
});
