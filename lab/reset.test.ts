import { expect, test } from 'vitest';
import { HttpClient } from '../web/testing/http-client.ts';
import type { Lab } from './library.ts';
import { RunningLabs } from './testing/running-labs.ts';

const labs = RunningLabs.forEachTest();

/** B.Simon signs in at Peakon with a session of the identity provider, or the password. @returns the status of whoami */
async function signIn(client: HttpClient, { start }: Lab): Promise<number> {
  const [user] = start.users;
  await client.open(`${start.idp}/api/signin/${start.appId}?tenantId=${start.tenantId}`);
  if (!client.html.includes('SAMLResponse')) {
    await client.submit({ loginfmt: user?.userPrincipalName ?? '' });
    await client.submit({
      loginfmt: user?.userPrincipalName ?? '',
      passwd: user?.password ?? '',
    });
    await client.submit({ LoginOptions: '3' });
  }
  await client.submit({
    SAMLResponse: /name="SAMLResponse" value="([^"]*)"/.exec(client.html)?.[1] ?? '',
  });
  return whoami(client, { start });
}

async function whoami(client: HttpClient, { start }: Pick<Lab, 'start'>): Promise<number> {
  await client.open(`${start.sp}/api/whoami`);
  return client.status;
}

test('a reset goes back to the start, as often as one likes', async () => {
  const lab = await labs.start({ memory: true });
  const { directory, administration, start } = lab;
  for (let round = 0; round < 2; round += 1) {
    const client = new HttpClient();
    expect(await signIn(client, lab)).toBe(200);
    const tenant = await lab.tenant({ domain: 'other.example' });
    await tenant.nextSignIn({ case: 'sig-stripped' });
    const simon = await directory.findUser(start.tenantId, 'B.Simon@contoso.com');
    await directory.updateUser(simon?.id ?? '', { displayName: 'Changed' });
    await administration.removeSingleSignOn('contoso');
    lab.clock.freeze('2040-01-01T00:00:00Z');

    await lab.reset();
    expect(await whoami(client, lab)).toBe(401);
    expect(await directory.findTenant('other.example')).toBeUndefined();
    const again = await directory.findUser(start.tenantId, 'B.Simon@contoso.com');
    expect(again).toMatchObject({ id: simon?.id, displayName: 'B.Simon' });
    expect(await lab.exchanges()).toEqual([]);
    expect(lab.clock.mode).toBe('real');
  }
  expect(await signIn(new HttpClient(), lab)).toBe(200);
  expect(await lab.exchanges()).toHaveLength(1);
});

test('keys that are made when they are needed are made again', async () => {
  const lab = await labs.start({ memory: true });
  const { directory, start } = lab;
  for (let round = 0; round < 2; round += 1) {
    await directory.createDomain(start.tenantId, 'adatum.com');
    await directory.federateDomain(start.tenantId, 'adatum.com', {});
    const user = { userPrincipalName: 'f@adatum.com', password: 'Correct-Horse-1' };
    await directory.createUser({ tenantId: start.tenantId, displayName: 'F', ...user });
    const client = new HttpClient();
    await client.open(`${start.idp}/my-apps`);
    await client.submit({ loginfmt: user.userPrincipalName });
    const [, onward = ''] = /href="([^"]*\/adfs\/[^"]*)"/.exec(client.html) ?? [];
    await client.open(onward.replaceAll('&amp;', '&'));
    await client.submit({ Password: user.password });
    await client.submit();
    expect(client.html).toContain('Stay signed in?');
    await lab.reset();
  }
});

test('a lab in files is not reset', async () => {
  const lab = await labs.start({ dataDir: labs.folder });
  await expect(lab.reset()).rejects.toMatchObject({
    code: 'not_in_memory',
    message: expect.stringContaining(labs.folder),
  });
});
