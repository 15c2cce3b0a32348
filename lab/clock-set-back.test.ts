import { expect, test } from 'vitest';
import { HttpClient } from '../web/testing/http-client.ts';
import type { Lab } from './library.ts';
import { RunningLabs } from './testing/running-labs.ts';

const labs = RunningLabs.forEachTest();
const DAY = 86_400_000;

async function launch(client: HttpClient, { start: line }: Lab): Promise<void> {
  await client.open(`${line.idp}/api/signin/${line.appId}?tenantId=${line.tenantId}`);
}
async function enterPassword(client: HttpClient, { start: line }: Lab): Promise<void> {
  const [user] = line.users;
  await client.submit({ loginfmt: user?.userPrincipalName ?? '' });
  await client.submit({ passwd: user?.password ?? '' });
  await client.submit({ LoginOptions: '3' });
}
async function whoami(client: HttpClient, { start: line }: Lab): Promise<number> {
  return (await client.open(`${line.sp}/api/whoami`)).status;
}

test('sessions of a clock that was ahead end when it is set back, and the user can sign in again', async () => {
  const lab = await labs.start({ memory: true });
  const client = new HttpClient();
  lab.clock.advance(DAY);
  await launch(client, lab);
  await enterPassword(client, lab);
  await client.submit();
  expect(await whoami(client, lab)).toBe(200);
  lab.clock.advance(-DAY);
  expect(await whoami(client, lab)).toBe(401);
  await launch(client, lab);
  await enterPassword(client, lab); // asked for again: an assertion about a sign-in in the future would be refused
  await client.submit();
  expect(await whoami(client, lab)).toBe(200);
});

test('sessions from before a clock went ahead live on when it is set back', async () => {
  const lab = await labs.start({ memory: true });
  const client = new HttpClient();
  await launch(client, lab);
  await enterPassword(client, lab);
  await client.submit();
  lab.clock.advance(DAY / 2);
  expect(await whoami(client, lab)).toBe(401);
  await launch(client, lab); // the identity provider's session is extended to half a day from now
  expect(client.html).toContain('SAMLResponse');
  lab.clock.advance(-DAY / 2);
  expect(await whoami(client, lab)).toBe(200);
  await launch(client, lab);
  await client.submit();
  expect(await whoami(client, lab)).toBe(200);
  lab.clock.advance(DAY + 1000); // the last use is that of the clock as it is now
  await launch(client, lab);
  expect(client.html).toContain('loginfmt');
});
