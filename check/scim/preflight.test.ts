import type { RequestListener } from 'node:http';
import { expect, test } from 'vitest';
import { readTenantUrl } from '../../idp/index.ts';
import { RawServer } from '../../idp/provisioning/testing/raw-server.ts';
import { CheckFault } from '../errors.ts';
import { HttpSender } from './http-sender.ts';
import { OwnResources } from './own-resources.ts';
import { preflight } from './preflight.ts';
import type { Sender } from './sender.ts';

const list = JSON.stringify({ totalResults: 0, Resources: [] });

async function found(answer: RequestListener) {
  await using server = await RawServer.start(answer);
  const sender = new HttpSender(
    {
      tenantUrl: readTenantUrl(`${server.url}/scim`),
      token: 'not-a-real-token',
      domain: 'example.com',
      timeoutMs: 200,
      now: () => 0,
      signal: new AbortController().signal,
    },
    new OwnResources(),
  );
  try {
    return await preflight(sender, { match: 'userName', baseUrl: `${server.url}/scim` });
  } finally {
    sender.close();
  }
}

test.each<[string, RequestListener, string, RegExp]>([
  [
    'a web site',
    (_, response) => response.setHeader('content-type', 'text/html').end('<!doctype html>'),
    'not_scim',
    /^http\S+ is no SCIM server\. .*page of HTML/,
  ],
  [
    'another API',
    (_, response) => response.writeHead(404).end('{"error":"not found"}'),
    'not_scim',
    /^Check the path of the Tenant URL; it usually ends in \/scim\/v2\. .*is no SCIM server: to GET \/Users, the server answered 404 .*Set --scim/,
  ],
  [
    'a web site without this path',
    (_, response) => response.writeHead(404, { 'content-type': 'text/html' }).end('<p>No page'),
    'not_scim',
    /^Check the path of the Tenant URL; it usually ends in \/scim\/v2\. .*404 with a page of HTML\.$/,
  ],
  [
    'a redirect to a sign-in page',
    (_, response) => response.writeHead(302, { location: '/login' }).end(),
    'not_scim',
    /is no SCIM server\. .*redirect to \/login/,
  ],
  [
    'a wrong token',
    (_, response) => response.writeHead(401).end(),
    'control_failed',
    /refuses the token with 401\. Give the secret token/,
  ],
  [
    'a limit that is used up',
    (_, response) => response.writeHead(429).end(),
    'rate_limited',
    /answers the first request with 429/,
  ],
  ['no answer', () => {}, 'timeout', /no whole answer within 0\.2 seconds/],
  ['a closed connection', ({ socket }) => socket.destroy(), 'unreachable', /ended the connection/],
])('%s ends the check with a sentence', async (_, answer, code, sentence) => {
  const fault = await found(answer).catch((error: unknown) => error);
  expect(fault).toBeInstanceOf(CheckFault);
  expect(fault).toMatchObject({ code, message: expect.stringMatching(sentence) });
});

test('an answer over TLS that cannot be trusted names --ca', async () => {
  const fault = { kind: 'tls', sentence: 'The TLS connection failed.' } as const;
  const sender: Sender = {
    domain: 'example.com',
    newId: () => 'x',
    sleep: async () => {},
    send: async ({ method, path, headers }) => ({
      request: { method, url: path, headers },
      fault,
      at: '',
      durationMs: 0,
      attempts: 1,
    }),
  };
  await expect(preflight(sender, { match: 'userName', baseUrl: 'https://x' })).rejects.toThrow(
    /The TLS connection failed\. .*with --ca\.$/,
  );
});

test('a server without groups and with an extension is described', async () => {
  const schema = {
    id: 'urn:example:2.0:User',
    attributes: [
      { name: 'kind', type: 'string', canonicalValues: ['a'] },
      { name: 'costCenter', type: 'string', multiValued: false },
    ],
  };
  const server = await found(({ url = '' }, response) => {
    if (url.includes('/Groups')) response.writeHead(404).end('{}');
    else if (url.includes('/Schemas')) response.end(JSON.stringify({ Resources: [schema] }));
    else response.end(list);
  });
  expect(server).toEqual({ groups: false, customAttribute: 'urn:example:2.0:User:costCenter' });
});

test('a server that answers 404 to a query without hits is one all the same', async () => {
  const server = await found(({ url = '' }, response) =>
    url.includes('filter=') ? response.writeHead(404).end('{}') : response.end(list),
  );
  expect(server.groups).toBe(false);
});

test('a server that wants a User-Agent is checked with one', async () => {
  const server = await found(({ headers }, response) =>
    headers['user-agent'] === undefined
      ? response.writeHead(403, { 'content-type': 'text/html' }).end('<p>robot')
      : response.end(list),
  );
  expect(server.userAgent).toBe('samlab-check');
});
