import Fastify from 'fastify';
import { expect, test } from 'vitest';
import { webPlugin } from './plugin.ts';

type Headers = Record<string, string>;

async function post(url: string, headers: Headers, publicUrl?: string) {
  const app = Fastify();
  await app.register(webPlugin, {
    formAction: 'self',
    bodyLimit: 1024,
    ...(publicUrl !== undefined && { publicUrl: () => publicUrl }),
  });
  app.post('/form', () => 'changed');
  app.post('/acs', { config: { fromOtherSites: true } }, () => 'taken');
  app.delete('/form', () => 'deleted');
  app.get('/form', () => 'page');
  app.get('/data', { config: { ownSiteReads: true } }, () => 'data');
  const program = { host: 'localhost:4000', accept: 'application/json' };
  const request = (method: 'GET' | 'POST' | 'DELETE') =>
    app.inject({ method, url, headers: { ...program, ...headers } });
  return { request };
}

const status = async (headers: Headers, publicUrl?: string) =>
  (await (await post('/form', headers, publicUrl)).request('POST')).statusCode;

test.each<[string, Headers]>([
  ['its own Origin', { origin: 'http://localhost:4000' }],
  ['Sec-Fetch-Site', { 'sec-fetch-site': 'same-origin' }],
  ['both', { origin: 'http://localhost:4000', 'sec-fetch-site': 'same-origin' }],
  ['its own IPv6 origin', { host: '[::1]:4000', origin: 'http://[::1]:4000' }],
  ['the default port, left out', { host: 'localhost:80', origin: 'http://localhost' }],
  ['neither: a program', {}],
])('a form of the site itself, by %s', async (_what, headers) => {
  expect(await status(headers)).toBe(200);
});

test('behind a proxy, the origin of the public URL', async () => {
  const proxied = { host: 'localhost:4000', origin: 'https://lab.test' };
  expect(await status(proxied, 'https://lab.test/app')).toBe(200);
  expect(await status(proxied, 'https://other.test')).toBe(403);
  expect(await status(proxied)).toBe(403);
});

test.each<[string, Headers]>([
  ['another port', { origin: 'http://localhost:5000', 'sec-fetch-site': 'same-site' }],
  ['another port, without Sec-Fetch-Site', { origin: 'http://localhost:5000' }],
  ['another port, without Origin', { 'sec-fetch-site': 'same-site' }],
  ['no port', { origin: 'http://localhost' }],
  ['another host', { origin: 'https://evil.test', 'sec-fetch-site': 'cross-site' }],
  ['an Origin that begins with ours', { origin: 'http://localhost:4000.evil.test' }],
  ['an Origin that begins with our digits', { origin: 'http://localhost:40000' }],
  ['an Origin with a user', { origin: 'http://localhost:4000@evil.test' }],
  ['an Origin with a path', { origin: 'http://localhost:4000/' }],
  ['127.0.0.1 instead of localhost', { origin: 'http://127.0.0.1:4000' }],
  ['https instead of http is another port', { origin: 'https://localhost' }],
  ['https instead of http, at the same host and port', { origin: 'https://localhost:4000' }],
  ['https instead of http, without a port', { host: 'localhost', origin: 'https://localhost' }],
  ['an opaque origin', { origin: 'null' }],
  ['a file', { origin: 'file://' }],
  ['an empty Origin', { origin: '' }],
  ['two origins', { origin: 'http://localhost:4000 http://evil.test' }],
  ['a contradiction', { origin: 'http://localhost:4000', 'sec-fetch-site': 'cross-site' }],
  ['another contradiction', { origin: 'http://evil.test', 'sec-fetch-site': 'same-origin' }],
  ['a request that the browser itself made', { 'sec-fetch-site': 'none' }],
  ['an empty Sec-Fetch-Site', { 'sec-fetch-site': '' }],
])('a form of another site is refused: %s', async (_what, headers) => {
  const { request } = await post('/form', headers);
  const refused = await request('POST');
  expect([refused.statusCode, refused.json().code]).toEqual([403, 'foreign_origin']);
  expect((await request('DELETE')).statusCode).toBe(403);
  expect((await request('GET')).body).toBe('page');
});

test('an endpoint of SAML takes forms of other sites', async () => {
  const headers = { origin: 'https://idp.test', 'sec-fetch-site': 'cross-site' };
  expect((await (await post('/acs', headers)).request('POST')).body).toBe('taken');
  expect((await (await post('/form', headers)).request('POST')).statusCode).toBe(403);
});

test('where other sites may not even read, programs, own pages and typed addresses may', async () => {
  const read = async (headers: Headers) =>
    (await (await post('/data', headers)).request('GET')).statusCode;
  for (const headers of [
    {},
    { 'sec-fetch-site': 'none' },
    { 'sec-fetch-site': 'same-origin' },
    { origin: 'http://localhost:4000' },
  ] as Headers[])
    expect([headers, await read(headers)]).toEqual([headers, 200]);
  for (const headers of [
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'cross-site' },
    { origin: 'http://localhost:5000' },
    { origin: 'null' },
  ] as Headers[])
    expect([headers, await read(headers)]).toEqual([headers, 403]);
});
