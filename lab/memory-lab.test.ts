import { describe, expect, test } from 'vitest';
import { certificateOf, loginAddress, portsOf, RunningLabs } from './testing/running-labs.ts';

const labs = RunningLabs.forEachTest();

describe('a lab in memory', () => {
  test('gives each request a unique id, on every site', async () => {
    const { start: line } = await labs.start({ memory: true });
    const ids = new Set<string>();
    for (const site of [line.lab, line.idp, line.sp])
      for (const path of ['nothing', 'here']) {
        const headers = { accept: 'application/json' };
        const answer = await fetch(`${site}/${path}`, { headers });
        const { requestId } = (await answer.json()) as { requestId: string };
        expect(requestId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
        ids.add(requestId);
      }
    expect(ids.size).toBe(6);
  });

  test('answers on all three sites once started', async () => {
    const { start: line } = await labs.start({ memory: true });
    for (const site of [line.lab, line.idp, line.sp]) {
      expect(site).toMatch(/^http:\/\/localhost:\d+$/);
      expect((await fetch(`${site}/healthz`)).status).toBe(200);
    }
    expect(new Set([line.lab, line.idp, line.sp]).size).toBe(3);
  });

  test('starts with nobody signed in', async () => {
    const lab = await labs.start({ memory: true });
    expect((await fetch(`${lab.start.sp}/api/whoami`)).status).toBe(401);
  });

  test('gives scripts the ids, users and passwords they need', async () => {
    const { start: line } = await labs.start({ memory: true });
    expect(line).toMatchObject({
      tenantId: 'aaaabbbb-0000-cccc-1111-dddd2222eeee',
      appId: '00001111-aaaa-2222-bbbb-3333cccc4444',
    });
    expect(line.users.map(({ userPrincipalName, roles }) => [userPrincipalName, roles])).toEqual([
      ['B.Simon@contoso.com', []],
      ['K.Lee@contoso.com', []],
      [
        'admin@contoso.com',
        [
          'Authentication Administrator',
          'Cloud Application Administrator',
          'Conditional Access Administrator',
          'User Administrator',
        ],
      ],
    ]);
    const passwords = [...line.users.map(({ password }) => password), line.spAdmin.password];
    expect(new Set(passwords).size).toBe(4);
    for (const password of passwords) expect(password).toMatch(/^\w+-\w+-\w+-\d{4}$/);
  });

  test('connects the two sites: Peakon redirects to this identity provider', async () => {
    const lab = await labs.start({ memory: true });
    expect(await loginAddress(lab)).toBe(`${lab.start.idp}/${lab.start.tenantId}/saml2`);
    expect(await certificateOf(lab)).toMatch(/^MII[A-Za-z0-9+/]+=*$/);
  });

  test('frees its ports when closed', async () => {
    const first = await labs.start({ memory: true });
    await labs.stop();
    await expect(fetch(`${first.start.idp}/healthz`)).rejects.toThrow('fetch failed');
    const again = await labs.start({ memory: true, ports: portsOf(first) });
    expect(again.start.idp).toBe(first.start.idp);
  });

  test('uses the given clock', async () => {
    const lab = await labs.start({ memory: true, clock: () => new Date('2031-05-06T07:08:09Z') });
    const { tenantId, appId } = lab.start;
    const found = await lab.directory.findApplication(tenantId, { appId: appId ?? '' });
    const id = found?.servicePrincipal.id ?? '';
    const { certificate } = await lab.directory.activeSigningKey(id);
    expect(certificate.notBefore.toISOString()).toBe('2031-05-06T07:08:09.000Z');
  });
});
