import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { writeExchange } from '../../exchanges/exchange-file.ts';
import { sampleExchange } from '../../exchanges/testing/sample.ts';
import { HttpClient } from '../../web/testing/http-client.ts';
import type { Lab } from '../library.ts';
import { portsOf, RunningLabs } from '../testing/running-labs.ts';

const labs = RunningLabs.forEachTest();
let client: HttpClient;
beforeEach(() => {
  client = new HttpClient();
});

/** From Peakon's login page to its account page. */
async function signIn({ start }: Lab, password?: string): Promise<void> {
  const [user] = start.users;
  const loginfmt = user?.userPrincipalName ?? '';
  await client.open(`${start.sp}/login`);
  await client.submit({ email: loginfmt });
  if (!client.url.startsWith(start.idp)) await client.submit();
  await client.submit({ loginfmt, passwd: password ?? user?.password ?? '' });
  if (password !== undefined) return;
  await client.submit({ LoginOptions: '3' });
  await client.submit({ SAMLResponse: hidden('SAMLResponse') });
}

const hidden = (name: string) =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(client.html)?.[1] ?? '';
const link = (id: string) => {
  const [tag = ''] = new RegExp(`<a [^>]*id="${id}"[^>]*>`).exec(client.html) ?? [];
  return (/href="([^"]*)"/.exec(tag)?.[1] ?? '').replaceAll('&amp;', '&');
};
const list = async ({ start }: Lab, query = '') => {
  await client.open(`${start.lab}/exchanges${query}`);
  return [...client.html.matchAll(/href="\/exchanges\/([\w.-]+)">\d{4}/g)].map(([, id]) => id);
};

test('what both sites report of one sign-in is one exchange, linked from the account page, kept over a restart', async () => {
  const first = await labs.start({ dataDir: labs.folder });
  await signIn(first);
  const address = link('exchange');
  await client.open(address);
  expect(client.status).toBe(200);
  const [id, ...more] = await list(first);
  expect(more).toEqual([]);
  await client.open(`${first.start.lab}/exchanges/${id}`);
  for (const part of [
    'Request: AuthnRequest',
    'Answer: Response',
    'Checks of Microsoft Entra',
    'Checks of the service provider',
    'Claims, and why',
  ])
    expect(client.html).toContain(part);
  await labs.stop();

  const second = await labs.start({ dataDir: labs.folder, ports: portsOf(first) });
  await client.open(address);
  expect(client.url).toBe(`${second.start.lab}/exchanges/${id}`);
  expect(client.html).toContain('Answer: Response');
});

test('no password or cookie is in the database', async () => {
  const lab = await labs.start({ dataDir: labs.folder });
  await signIn(lab, 'Mistyped-Password-1');
  await signIn(lab);
  await list(lab);
  await labs.stop();
  const file = ['exchanges.db', 'exchanges.db-wal'].map((name) => {
    try {
      return readFileSync(join(labs.folder, name), 'latin1');
    } catch {
      return '';
    }
  });
  const written = file.join('');
  expect(written).toContain('AADSTS50126');
  const secrets = ['Mistyped-Password-1', lab.start.users[0]?.password ?? ''];
  for (const [name, value] of client.cookies) if (value.length > 15) secrets.push(value || name);
  expect(secrets.length).toBeGreaterThan(4);
  for (const secret of secrets) expect(written).not.toContain(secret);
});

test('a list is narrowed by application, user, outcome and code', async () => {
  const lab = await labs.start({ memory: true });
  await signIn(lab, 'wrong');
  client = new HttpClient();
  await signIn(lab);
  expect(await list(lab)).toHaveLength(2);
  for (const [query, count] of [
    ['?application=peak', 2],
    ['?application=other', 0],
    ['?user=b.simon', 2],
    ['?outcome=failure', 1],
    ['?outcome=success', 1],
    ['?code=50126', 1],
    ['?code=%25', 0], // no wildcard
  ] as const)
    expect([query, (await list(lab, query)).length]).toEqual([query, count]);
});

test('an open page is told of each change, of the list and of one exchange', async () => {
  const lab = await labs.start({ memory: true });
  const told = async (path: string) =>
    JSON.stringify(await (await fetch(`${lab.start.lab}/api/exchanges${path}`)).json());
  const empty = await told('');
  expect(await told('')).toBe(empty);
  await signIn(lab, 'wrong');
  const [id] = await list(lab);
  const begun = [await told(''), await told(`/${id}`)];
  expect(begun[0]).not.toBe(empty);
  expect([await told(''), await told(`/${id}`)]).toEqual(begun);
  await client.open(`${lab.start.lab}/exchanges/${id}`);
  const { exchange } = JSON.parse(begun[1] ?? '').versions;
  expect(client.html).toContain(`id="exchange" data-version="${exchange}"`);
  expect((await fetch(`${lab.start.lab}/api/exchanges/none`)).status).toBe(404);
});

describe('limits', () => {
  test('the oldest exchanges go first', async () => {
    const lab = await labs.start({ memory: true, exchanges: 2 });
    for (let n = 0; n < 3; n++) {
      client = new HttpClient();
      await signIn(lab, 'wrong');
    }
    const ids = await list(lab);
    expect(ids).toHaveLength(2);
    client = new HttpClient();
    await signIn(lab, 'wrong');
    expect((await list(lab))[1]).toBe(ids[0]);
  });

  test('all can be deleted, only with the token of the form', async () => {
    const lab = await labs.start({ memory: true });
    await signIn(lab, 'wrong');
    const clear = `${lab.start.lab}/exchanges/clear`;
    expect((await fetch(clear, { method: 'POST' })).status).toBe(403);
    expect(await list(lab)).toHaveLength(1);
    await client.post(clear, { _csrf: hidden('_csrf') });
    expect(client.url).toBe(`${lab.start.lab}/exchanges`);
    expect(await list(lab)).toEqual([]);
  });
});

describe('files', () => {
  const upload = async ({ start }: Lab, content: string) => {
    await client.open(`${start.lab}/exchanges`);
    const form = new FormData();
    form.set('_csrf', hidden('_csrf'));
    form.set('file', new Blob([content]), 'exchange.json');
    return client.open(`${start.lab}/exchanges/import`, { method: 'POST', body: form });
  };

  test('a saved exchange can be imported, and one that is not is refused with a sentence for each fault', async () => {
    const lab = await labs.start({ memory: true });
    const sample = await sampleExchange();
    await upload(lab, writeExchange(sample));
    expect(client.status).toBe(200);
    expect(client.html).toContain('Peakon asked to sign in as https://sp.example.test/metadata');
    const imported = client.url;
    const saved = await (await fetch(`${imported}.json`)).json();
    expect(saved).toEqual({ ...sample, id: imported.split('/').at(-1) });

    await upload(lab, JSON.stringify({ ...sample, kind: 'x', extra: 1 }));
    expect(client.status).toBe(422);
    expect(client.html).toContain('kind must be sign-in or launch');
    expect(client.html).toContain('extra is not part of an exchange.');
    await upload(lab, '');
    expect(client.html).toContain('Choose a file first.');
    expect(await list(lab)).toHaveLength(1);
  });

  test('an exchange is saved as JSON and HTML, masked on request, and its messages as XML', async () => {
    const lab = await labs.start({ memory: true });
    await upload(lab, writeExchange(await sampleExchange()));
    const at = client.url;
    const text = async (path: string) => {
      const answer = await fetch(`${at}${path}`);
      expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="[\w.-]+"$/);
      return answer.text();
    };
    for (const kind of ['.json', '.html']) {
      expect(await text(kind)).toContain('B.Simon@contoso.com');
      expect(await text(`${kind}?masked`)).not.toContain('B.Simon');
    }
    expect(await text('/request.xml')).toMatch(/^<samlp:AuthnRequest /);
    expect(await text('/response.xml')).toMatch(/^<samlp:Response /);
  });

  test('a sign-in that was explained is added with the token of its form, and marked as imported', async () => {
    const lab = await labs.start({ memory: true });
    const post = (path: string, fields: Record<string, string>) => {
      const body = new FormData();
      for (const [name, value] of Object.entries(fields)) body.set(name, value);
      return client.open(`${lab.start.lab}${path}`, { method: 'POST', body });
    };
    const { response } = await sampleExchange();
    await post('/explain', { text: response?.value ?? '', showSecrets: 'on' });
    const exchange = hidden('exchange').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
    const token = hidden('_csrf');
    await post('/exchanges/add', { exchange });
    expect(client.status).toBe(403);
    await post('/exchanges/add', { exchange, _csrf: token });
    expect(client.status).toBe(200);
    expect(client.html).toContain('This exchange was imported');
    expect(client.html).toContain('Answer: Response');
    expect(await list(lab)).toHaveLength(1);
    expect(client.html).toContain('(imported)');
    await post('/exchanges/add', { exchange: '{}', _csrf: token });
    expect(client.status).toBe(422);
    expect(client.html).toContain('kind is missing.');
  });

  test('two exchanges are compared, without what is new in each message unless asked', async () => {
    const lab = await labs.start({ memory: true });
    const sample = await sampleExchange();
    await upload(lab, writeExchange(sample));
    const one = client.url;
    const claims = [{ name: 'givenname', values: ['Other'], reason: 'x' }];
    await upload(lab, writeExchange(await sampleExchange({ claims })));
    const other = client.url.split('/').at(-1);
    await client.open(`${one}/compare?with=${other}`);
    expect(client.html).toContain('Both messages are the same.');
    expect(client.html).toContain('Other: x');
    await client.open(`${one}/compare?with=none`);
    expect(client.status).toBe(404);
  });
});

test('a page of an exchange that is not kept says so', async () => {
  const lab = await labs.start({ memory: true });
  await client.open(`${lab.start.lab}/exchanges/3c1f8f0e-3c4b-4a36-8a52-0f5a3b1c9d00`);
  expect(client.status).toBe(404);
  expect(client.html).toContain('This exchange is not here');
});
