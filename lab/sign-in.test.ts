import { expect, test } from 'vitest';
import { HttpClient } from '../web/testing/http-client.ts';
import type { Lab } from './library.ts';
import { portsOf, RunningLabs } from './testing/running-labs.ts';

const labs = RunningLabs.forEachTest();

/** Follows a link of the lab home by its id. */
async function fromHome(client: HttpClient, { start: line }: Lab, id: string): Promise<void> {
  await client.open(line.lab);
  const [link = ''] = new RegExp(`<a [^>]*id="${id}"[^>]*>`).exec(client.html) ?? [];
  await client.open((/href="([^"]*)"/.exec(link)?.[1] ?? '').replaceAll('&amp;', '&'));
}

/** Entra's steps (entra-saml.md 9.1): user name, password, stay signed in, then posts the response to Peakon. */
async function signIn(client: HttpClient, { start: line }: Lab): Promise<void> {
  const [user] = line.users;
  await client.submit({ loginfmt: user?.userPrincipalName ?? '' });
  await client.submit({ loginfmt: user?.userPrincipalName ?? '', passwd: user?.password ?? '' });
  await client.submit({ LoginOptions: '3' });
  await client.submit({ SAMLResponse: responseOf(client) });
}

/** The response in the self-posting form. */
const responseOf = ({ html }: HttpClient) =>
  /name="SAMLResponse" value="([^"]*)"/.exec(html)?.[1] ?? '';

async function whoami(client: HttpClient, { start: line }: Lab) {
  await client.open(`${line.sp}/api/whoami`);
  return { status: client.status, email: /"email":"([^"]*)"/.exec(client.html)?.[1] };
}

test('the first user of the start line signs in SP-initiated and IdP-initiated, without scripts', async () => {
  const lab = await labs.start({ memory: true });
  const idpInitiated = new HttpClient();
  await fromHome(idpInitiated, lab, 'idp-initiated');
  await signIn(idpInitiated, lab);
  expect(await whoami(idpInitiated, lab)).toEqual({ status: 200, email: 'B.Simon@contoso.com' });

  const spInitiated = new HttpClient();
  expect((await whoami(spInitiated, lab)).status).toBe(401);
  await fromHome(spInitiated, lab, 'sp-initiated');
  await spInitiated.submit({ email: 'B.Simon@contoso.com' });
  if (!spInitiated.url.startsWith(lab.start.idp)) await spInitiated.submit();
  await signIn(spInitiated, lab);
  expect(await whoami(spInitiated, lab)).toEqual({ status: 200, email: 'B.Simon@contoso.com' });
});

test('the sessions of both sites survive a restart', async () => {
  const first = await labs.start({ dataDir: labs.folder });
  const client = new HttpClient();
  await fromHome(client, first, 'idp-initiated');
  await signIn(client, first);
  expect((await whoami(client, first)).status).toBe(200);
  await labs.stop();

  const second = await labs.start({ dataDir: labs.folder, ports: portsOf(first) });
  expect((await whoami(client, second)).status).toBe(200);
  await fromHome(client, second, 'idp-initiated'); // no prompt: straight to the response
  await client.submit({ SAMLResponse: responseOf(client) });
  expect(client.url).toBe(`${second.start.sp}/account`);
});
