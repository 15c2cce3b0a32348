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
});
