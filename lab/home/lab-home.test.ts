import { request } from 'node:http';
import { describe, expect, test } from 'vitest';
import { portOf, RunningLabs } from '../testing/running-labs.ts';

const labs = RunningLabs.forEachTest();

describe('the lab home', () => {
  test('shows the users with their passwords and links to both ways of signing in', async () => {
    const { start: line } = await labs.start({ memory: true });
    const html = await (await fetch(line.lab)).text();
    for (const { userPrincipalName, password } of line.users) {
      expect(html).toContain(userPrincipalName);
      expect(html).toContain(password);
    }
    expect(html).toContain(line.spAdmin.password);
    expect(html).toContain(`href="${line.sp}/login"`);
    expect(html).toContain(`href="${line.idp}/api/signin/${line.appId}?tenantId=${line.tenantId}"`);
    expect(html).toContain('Mock');
  });

  test('refuses requests for a foreign host', async () => {
    const { start: line } = await labs.start({ memory: true });
    const ask = (host: string) =>
      new Promise<number | undefined>((answered, failed) => {
        const asked = request(line.lab, { headers: { host } }, (response) => {
          response.resume();
          answered(response.statusCode);
        });
        asked.on('error', failed).end();
      });
    expect(await ask('rebound.example')).toBe(421);
    expect(await ask(`127.0.0.1:${portOf(line.lab)}`)).toBe(200);
  });

  test('every site links back, also on sign-in and error pages', async () => {
    const { start: line } = await labs.start({ memory: true });
    const { idp, sp } = line;
    const pages = [
      ...[`${idp}/`, `${idp}/my-apps`, `${idp}/admin`, `${idp}/nowhere.example/saml2`],
      ...[`${sp}/`, `${sp}/admin`, `${sp}/nothing`],
    ];
    for (const page of pages)
      expect(await (await fetch(page)).text(), page).toContain(
        `<a class="lab-link" href="${line.lab}/">`,
      );
  });

  test('shows the applications and users of the settings, with the address of the metadata', async () => {
    const users = Array.from({ length: 9 }, (_, n) => ({ userPrincipalName: `u${n}@contoso.com` }));
    const replyUrl = 'http://localhost:8080/saml/acs';
    const applications = [
      { displayName: 'Reports', identifierUris: ['urn:reports'], replyUrls: [replyUrl] },
    ];
    const settings = { tenants: [{ domain: 'contoso.com', users, applications }] };
    const { start: line } = await labs.start({ memory: true, settings });
    const [reports] = line.applications;
    expect(reports).toMatchObject({ displayName: 'Reports', tenantId: line.tenantId });
    const metadata = await (await fetch(reports?.metadataUrl ?? '')).text();
    expect(metadata).toContain('IDPSSODescriptor');
    const html = await (await fetch(line.lab)).text();
    for (const shown of [
      reports?.metadataUrl,
      `${line.idp}/${line.tenantId}/saml2`,
      replyUrl,
      'u7@contoso.com',
      '1 more in the admin center',
    ])
      expect(html).toContain(shown);
    expect(html).not.toContain('Copy user name u8@contoso.com');
    const link = new RegExp(`${line.idp}/admin/apps/[0-9a-f-]{36}`).exec(html)?.[0] ?? '';
    expect((await fetch(link)).status).toBe(200);
    const plain = await labs.start({ memory: true });
    expect(await (await fetch(plain.start.lab)).text()).not.toContain('Your applications');
  });

  test('the newest exchanges are listed, each with a link', async () => {
    const { start: line } = await labs.start({ memory: true });
    expect(await (await fetch(line.lab)).text()).toContain('Each sign-in appears here');
    await fetch(`${line.idp}/api/signin/${line.appId}?tenantId=${line.tenantId}`);
    const html = await (await fetch(line.lab)).text();
    expect(html).toMatch(/<a href="\/exchanges\/[^"]+" class="latest-row">.*Launch: Peakon/);
  });
});
