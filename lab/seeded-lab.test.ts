import { inflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { HttpClient } from '../web/testing/http-client.ts';
import type { Lab } from './library.ts';
import { anyPorts, portsOf, RunningLabs } from './testing/running-labs.ts';

const labs = RunningLabs.forEachTest();
const seeded = { memory: true, seed: 'golden', clock: 'frozen:2026-12-24T08:00:00Z' } as const;

/** B.Simon signs in at Peakon and out again; a tenant is made, and one of its users signs in. @returns every message, and the ids */
async function messagesOf({ start, ...lab }: Lab) {
  const text = async (url: string) => (await fetch(url)).text();
  const metadata = `${start.idp}/${start.tenantId}/federationmetadata/2007-06/federationmetadata.xml`;
  const client = new HttpClient();
  const decoded = (parameter: string, url: string) =>
    inflateRawSync(
      Buffer.from(new URL(url).searchParams.get(parameter) ?? '', 'base64'),
    ).toString();
  await client.open(`${start.sp}/login`);
  const { action, fields } = client.formWith('email');
  const email = 'B.Simon@contoso.com';
  const login = new URLSearchParams({ ...Object.fromEntries(fields), email });
  const redirect = await client.send(action, { method: 'POST', body: login });
  const request = redirect.headers.get('location') ?? '';
  await client.open(request);
  const [user] = start.users;
  if (!client.html.includes('name="passwd"'))
    await client.submit({ loginfmt: user?.userPrincipalName ?? '' });
  await client.submit({ passwd: user?.password ?? '' });
  await client.submit({ LoginOptions: '3' });
  const response = /name="SAMLResponse" value="([^"]*)"/.exec(client.html)?.[1] ?? '';
  await client.submit();
  expect((await client.open(`${start.sp}/api/whoami`)).status).toBe(200);

  const tenant = await lab.tenant();
  const application = await tenant.addApplication({
    identifierUris: ['urn:golden'],
    replyUrls: ['http://localhost:1/acs'],
  });
  const tester = await tenant.addUser();
  await tenant.assign(tester, application);
  await tenant.nextSignIn({ case: 'sig-wrong-key', user: tester });
  const altered = await tenant.signIn(tester, { application });
  const { xml } = await tenant.signIn(tester, { application });
  return {
    metadata: await text(`${metadata}?appid=${start.appId}`),
    tenantMetadata: await text(metadata),
    ofPeakon: await text(`${start.sp}/saml/contoso/metadata`),
    authnRequest: decoded('SAMLRequest', request),
    response: Buffer.from(response, 'base64').toString(),
    ids: [tenant.id, application.appId, tester.id],
    altered: altered.xml,
    xml,
  };
}

test('two labs of one seed and a frozen clock send the same bytes; another seed, or none, sends others', async () => {
  const lab = await labs.start({ ...seeded, ports: anyPorts });
  const ports = portsOf(lab);
  const first = await messagesOf(lab);
  expect(first.authnRequest).toContain('<samlp:AuthnRequest');
  expect(first.response).toContain('<SignatureValue>');
  await lab.reset();
  expect(await messagesOf(lab), 'after a reset').toEqual(first);
  await labs.stop();

  expect(await messagesOf(await labs.start({ ...seeded, ports })), 'a second lab').toEqual(first);
  await labs.stop();

  for (const seed of ['other', undefined]) {
    const other = await messagesOf(await labs.start({ ...seeded, seed, ports }));
    await labs.stop();
    for (const [name, message] of Object.entries(other))
      expect(message, `${name}, seed ${seed}`).not.toEqual(first[name as keyof typeof first]);
  }
});

test('cookies, tokens and passwords of labs of one seed differ', async () => {
  const secrets = async (lab: Lab) => {
    const answer = await fetch(`${lab.start.sp}/login`);
    const hidden = (await answer.text()).matchAll(/type="hidden"[^>]* value="([^"]*)"/g);
    return [
      ...answer.headers.getSetCookie(),
      ...[...hidden].map(([, value]) => value),
      ...lab.start.users.map(({ password }) => password),
    ];
  };
  const one = await secrets(await labs.start({ ...seeded, ports: anyPorts }));
  const other = await secrets(await labs.start({ ...seeded, ports: anyPorts }));
  expect(one.length).toBeGreaterThan(4);
  expect(other.filter((secret) => one.includes(secret))).toEqual([]);
});

test('a later start of a lab in files gives no id again', async () => {
  const ids: string[] = [];
  for (const _ of ['first', 'second', 'third']) {
    const lab = await labs.start({ ...seeded, memory: false, dataDir: labs.folder });
    ids.push((await lab.tenant()).id);
    await labs.stop();
  }
  expect(new Set(ids).size).toBe(3);
});

test('a seed is a text', async () => {
  for (const seed of ['', 'x'.repeat(201), 5 as unknown as string])
    await expect(labs.start({ memory: true, seed })).rejects.toThrow(
      'The option seed must be a text of 1 to 200 characters.',
    );
  const settings = { seed: 'golden', peakon: false } as const;
  expect((await labs.start({ memory: true, settings })).seed).toBe('golden');
});
