import { beforeEach, describe, expect, test } from 'vitest';
import { textOf } from '../../testing/administration.ts';
import { appId, tenantId } from '../../testing/contoso.ts';
import { administeredContosoForEachTest } from '../../testing/contoso-for-each-test.ts';
import { sendForm } from '../../testing/send-form.ts';

const lab = administeredContosoForEachTest();

const metadata = `federationmetadata/2007-06/federationmetadata.xml?appid=${appId}`;
const app = () => `/admin/apps/${lab.servicePrincipalId}`;

describe.each([
  ['global', 'Global', 'com', 'us'],
  ['usGovernment', 'US Government', 'us', 'com'],
])('in the cloud %s', (cloud, name, top, otherTop) => {
  beforeEach(async () => {
    await sendForm(lab.admin, '/admin/tenant', { cloud });
  });
  const login = `https://login.microsoftonline.${top}/${tenantId}`;

  /** The page shows each local address, and next to it the address that Entra shows. */
  async function expectPrinted(path: string, pairs: readonly [string, string][]) {
    const page = textOf(await lab.admin.get(path));
    for (const [local, entra] of pairs)
      expect(page).toMatch(
        new RegExp(
          `${escaped(`http://localhost:4100/${local}`)} (Copy )?In Entra \\(${name}\\): ${escaped(entra)} `,
        ),
      );
    expect(page).not.toMatch(new RegExp(`(microsoftonline|microsoft)\\.${otherTop}\\b`));
  }

  test('Set up Single Sign-On with SAML', () =>
    expectPrinted(`${app()}/single-sign-on`, [
      [`${tenantId}/saml2`, `${login}/saml2`],
      [`${tenantId}/${metadata}`, `${login}/${metadata}`],
    ]));

  test('the wizard', () =>
    expectPrinted(`/admin/wizard/${lab.servicePrincipalId}/certificate`, [
      [`${tenantId}/saml2`, `${login}/saml2`],
      [`${tenantId}/${metadata}`, `${login}/${metadata}`],
    ]));

  test('User access URL', () =>
    expectPrinted(`${app()}/properties`, [
      [
        `api/signin/${appId}?tenantId=${tenantId}`,
        `https://launcher.myapps.microsoft.${top}/api/signin/${appId}?tenantId=${tenantId}`,
      ],
    ]));

  test.each([
    [750054, `/${tenantId}/saml2`],
    [750054, '/contoso.com/saml2'],
    [750054, '/common/saml2'],
    [700016, `/api/signin/${appId.replace('4444', '4445')}?tenantId=${tenantId}`],
  ])('the type of problem %i at %s', async (code, url) => {
    const answer = await lab.idp.app.inject({ url, headers: { accept: 'application/json' } });
    expect(answer.json()).toMatchObject({
      type: `https://login.microsoftonline.${top}/error?code=${code}`,
    });
  });

  test('addresses given to an application stay local', async () => {
    const { body } = await lab.idp.app.inject(`/${tenantId}/${metadata}`);
    expect(body).toContain(`Location="http://localhost:4100/${tenantId}/saml2"`);
    expect(body).not.toContain('microsoftonline');
  });
});

test('another tenant keeps its own cloud', async () => {
  const id = 'bbbbcccc-1111-dddd-2222-eeee3333ffff';
  await lab.idp.directory.createTenant({
    id,
    displayName: 'Fabrikam',
    domain: 'fabrikam.com',
  });
  await sendForm(lab.admin, '/admin/tenant', { cloud: 'usGovernment' });
  const typeAt = async (tenant: string) => {
    const headers = { accept: 'application/json' };
    const answer = await lab.idp.app.inject({ url: `/${tenant}/saml2`, headers });
    return answer.json<{ type: string }>().type;
  };
  expect(await typeAt('fabrikam.com')).toContain('login.microsoftonline.com');
  expect(await typeAt('contoso.com')).toContain('login.microsoftonline.us');
  expect(await typeAt('common')).toContain('login.microsoftonline.com');
});

const escaped = (text: string) => text.replaceAll(/[.?/]/g, String.raw`\$&`);
