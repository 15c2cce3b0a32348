import type { RequestListener, ServerResponse } from 'node:http';
import { createServer } from 'node:net';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { errorMessage } from '../../../scim/error-message.ts';
import type { ListResponse } from '../../../scim/messages.ts';
import { urn } from '../../../scim/urns.ts';
import { RawServer } from '../testing/raw-server.ts';
import {
  connectionProbe,
  createUser,
  getResource,
  matchResource,
  setActive,
  setManager,
} from '../wire/index.ts';
import { errorDetail } from './error-detail.ts';
import { keptExchange } from './exchange.ts';
import { ScimClient, type ScimClientOptions } from './scim-client.ts';
import { readTenantUrl } from './tenant-url.ts';

const token = 'not-a-real-token';
const probe = connectionProbe('userName', '63be2f1c-8f2d-4a08-9d26-0a7f3a1be7c5');
const disable = setActive('a', false, 'default');
const getUser = getResource('User', 'a');
const list: ListResponse = { schemas: [urn.listResponse], totalResults: 0, Resources: [] };

const json = (response: ServerResponse, status: number, body: object, headers = {}) =>
  response
    .writeHead(status, { 'content-type': 'application/scim+json', ...headers })
    .end(JSON.stringify(body));

const clientFor = (base: string, options: Partial<ScimClientOptions> = {}) =>
  new ScimClient({ tenantUrl: readTenantUrl(base), token, now: () => 0, ...options });

async function answerOf(
  answer: RequestListener,
  request = probe,
  options: Partial<ScimClientOptions> = {},
) {
  await using server = await RawServer.start(answer);
  const client = clientFor(`${server.url}/scim/v2/`, options);
  try {
    return { exchange: await client.send(request), cameIn: server.cameIn };
  } finally {
    client.close();
  }
}

test('a read has the token and nothing that Entra does not send', async () => {
  const { exchange, cameIn } = await answerOf((_, response) => json(response, 200, list));
  expect(exchange.fault).toBeUndefined();
  expect(exchange.json).toEqual(list);
  expect(cameIn).toMatchObject([
    {
      method: 'GET',
      url: '/scim/v2/Users?filter=userName+eq+%2263be2f1c-8f2d-4a08-9d26-0a7f3a1be7c5%22',
    },
  ]);
  expect(Object.keys(cameIn[0]?.headers ?? {}).toSorted()).toEqual([
    'authorization',
    'connection',
    'host',
  ]);
});

test('a write names the media type with its charset', async () => {
  const { cameIn } = await answerOf((_, response) => response.writeHead(204).end(), disable);
  expect(cameIn[0]?.headers).toMatchObject({
    'content-type': 'application/scim+json; charset=utf-8',
    authorization: `Bearer ${token}`,
  });
  expect(cameIn[0]?.body).toBe(disable.body);
});

test('the exchange shows no secret, even if the server repeats it', async () => {
  const { exchange } = await answerOf(({ headers }, response) =>
    json(
      response,
      401,
      { detail: `bad ${headers.authorization}`, status: '401' },
      { 'www-authenticate': `Bearer error="${headers.authorization}"`, 'set-cookie': 'a=secret' },
    ),
  );
  expect(exchange.request.headers.Authorization).toBe('Bearer ***');
  expect(JSON.stringify(exchange)).not.toContain(token);
  expect(JSON.stringify(exchange)).not.toContain('secret');
  expect(exchange.answer?.body).toContain('bad Bearer ***');
});

test.each<
  [string, RequestListener, typeof probe, { readonly kind: string; readonly sentence: RegExp }]
>([
  [
    'a page of HTML',
    (_, response) => response.writeHead(403, { 'content-type': 'text/html' }).end('<p>no</p>'),
    probe,
    { kind: 'html', sentence: /page of HTML/ },
  ],
  [
    'HTML that says it is JSON',
    (_, response) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end('<!DOCTYPE html><p>'),
    probe,
    { kind: 'html', sentence: /page of HTML/ },
  ],
  [
    '406',
    (_, response) => response.writeHead(406).end(),
    probe,
    { kind: 'not-acceptable', sentence: /no Accept header/ },
  ],
  [
    '413',
    (_, response) => response.writeHead(413).end(),
    disable,
    { kind: 'request-too-large', sentence: /too large/ },
  ],
  [
    'a redirect',
    (_, response) => response.writeHead(302, { location: 'https://login.example/' }).end(),
    probe,
    { kind: 'redirect', sentence: /redirect to https:\/\/login\.example\/.*not followed/ },
  ],
  [
    'nothing to a query',
    (_, response) => response.writeHead(200).end(),
    probe,
    { kind: 'empty', sentence: /200 without a body/ },
  ],
  [
    '200 without a body to a PATCH',
    (_, response) => response.writeHead(200).end(),
    disable,
    { kind: 'empty', sentence: /204, or with 200 and the resource/ },
  ],
  [
    'garbage',
    (_, response) => response.writeHead(200).end('{"totalResults":'),
    probe,
    { kind: 'garbage', sentence: /no JSON object/ },
  ],
  [
    'another API',
    (_, response) => json(response, 200, { users: [] }),
    probe,
    { kind: 'not-scim', sentence: /base of a SCIM server/ },
  ],
  [
    'a resource without id',
    (_, response) => json(response, 200, { userName: 'a' }),
    getUser,
    { kind: 'not-scim', sentence: /resource with an id/ },
  ],
  [
    'another id',
    (_, response) => json(response, 200, { id: 'b' }),
    getUser,
    { kind: 'another-id', sentence: /resource b, but a was asked for/ },
  ],
  [
    'a closed connection',
    ({ socket }) => socket.destroy(),
    probe,
    { kind: 'reset', sentence: /ended the connection/ },
  ],
  [
    'half an answer',
    (_, response) => {
      response.writeHead(200, { 'content-length': '500' });
      response.write('{');
      setImmediate(() => response.destroy());
    },
    probe,
    { kind: 'reset', sentence: /without a whole answer/ },
  ],
  [
    '204 to a query',
    (_, response) => response.writeHead(204).end(),
    probe,
    { kind: 'empty', sentence: /204 without a body/ },
  ],
  [
    'a compressed answer',
    (_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(JSON.stringify(list))),
    probe,
    { kind: 'garbage', sentence: /in the encoding gzip, which no header asked for/ },
  ],
  [
    'a negative number of results',
    (_, response) => json(response, 200, { ...list, totalResults: -3 }),
    probe,
    { kind: 'not-scim', sentence: /ListResponse with totalResults/ },
  ],
  [
    'more results than any number',
    (_, response) => response.writeHead(200).end('{"totalResults":1e999,"Resources":[]}'),
    probe,
    { kind: 'not-scim', sentence: /ListResponse with totalResults/ },
  ],
  [
    'another protocol',
    ({ socket }) =>
      socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: a\r\nConnection: upgrade\r\n\r\n'),
    probe,
    { kind: 'garbage', sentence: /101: it wants to speak another protocol/ },
  ],
  [
    'endless headers',
    ({ socket }) => socket.write(`HTTP/1.1 200 OK\r\nX: ${'x'.repeat(20_000)}`),
    probe,
    { kind: 'too-long', sentence: /headers of more than 16 KB/ },
  ],
])('%s is told apart', async (_, answer, request, { kind, sentence }) => {
  const { exchange, cameIn } = await answerOf(answer, request);
  expect(exchange.fault?.kind).toBe(kind);
  expect(exchange.fault?.sentence).toMatch(sentence);
  expect(cameIn).toHaveLength(1);
});

test.each<[string, number, object]>([
  ['401', 401, { status: '401' }],
  ['a conflict', 409, { status: '409', scimType: 'uniqueness' }],
  ['a server error', 500, { status: '500' }],
])('%s is an answer of a SCIM server', async (_, status, body) => {
  const { exchange } = await answerOf((_, response) => json(response, status, body), disable);
  expect(exchange.fault).toBeUndefined();
  expect(exchange.answer?.status).toBe(status);
  expect(exchange.json).toEqual(body);
});

test.each<[string, RequestListener]>([
  ['no answer', () => {}],
  ['an answer that does not end', (_, response) => response.writeHead(200).write('{')],
])('%s is a timeout', async (_, answer) => {
  const { exchange } = await answerOf(answer, probe, { timeoutMs: 100 });
  expect(exchange.fault?.kind).toBe('timeout');
});

test('an endless answer is not read to its end', async () => {
  const { exchange } = await answerOf(
    (_, response) => {
      response.writeHead(200);
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(1000)));
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    },
    probe,
    { maxBytes: 10_000 },
  );
  expect(exchange.fault?.kind).toBe('too-long');
  expect(exchange.answer?.body.length).toBeLessThanOrEqual(10_000);
});

test('a server that does not run, and one that speaks no HTTP, are told apart', async () => {
  const server = createServer((socket) => socket.resume().end('SSH-2.0-OpenSSH\r\n'));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as { port: number };
  const client = clientFor(`http://127.0.0.1:${port}`);
  expect((await client.send(probe)).fault?.kind).toBe('garbage');
  await new Promise((resolve) => {
    server.close(resolve);
  });
  expect((await client.send(probe)).fault).toMatchObject({
    kind: 'unreachable',
    sentence: expect.stringContaining('ECONNREFUSED'),
  });
});

test('waits as long as the server asks for, and sends the request again', async () => {
  const waits: number[] = [];
  const retryAfter = {
    attempts: 3,
    maxWaitMs: 30_000,
    sleep: async (ms: number) => void waits.push(ms),
  };
  let count = 0;
  const busyOnce: RequestListener = (_, response) => {
    count += 1;
    if (count > 1) json(response, 200, list);
    else json(response, 429, { status: '429' }, { 'retry-after': '7' });
  };
  const { exchange } = await answerOf(busyOnce, probe, { retryAfter });
  expect(exchange).toMatchObject({ attempts: 2, answer: { status: 200 } });
  expect(waits).toEqual([7000]);
});

test('without the switch, or when it would have to wait too long, 429 is the answer', async () => {
  const busy: RequestListener = (_, response) =>
    json(response, 429, { status: '429' }, { 'retry-after': '3600' });
  const sleep = async () => {
    throw new Error('must not wait');
  };
  const retryAfter = { attempts: 3, maxWaitMs: 30_000, sleep };
  for (const options of [{}, { retryAfter }]) {
    const { exchange } = await answerOf(busy, probe, options);
    expect(exchange).toMatchObject({
      attempts: 1,
      retryAfterMs: 3_600_000,
      answer: { status: 429 },
    });
  }
});

test('a connection that the server closed meanwhile is replaced', async () => {
  await using server = await RawServer.start((request, response) => {
    if (server.cameIn.length === 2) request.socket.destroy();
    else json(response, 200, list);
  });
  const client = clientFor(server.url);
  await client.send(probe);
  const second = await client.send(probe);
  client.close();
  expect(second.fault).toBeUndefined();
  expect(server.cameIn).toHaveLength(3);
});

test('a creation whose connection ends is not sent again: the server may have made the user', async () => {
  await using server = await RawServer.start((request, response) => {
    if (server.cameIn.length === 2) request.socket.destroy();
    else json(response, 200, list);
  });
  const client = clientFor(server.url);
  await client.send(probe);
  const second = await client.send(createUser([{ target: 'userName', value: 'a' }]));
  client.close();
  expect(second.fault?.kind).toBe('reset');
  expect(server.cameIn.map(({ method }) => method)).toEqual(['GET', 'POST']);
});

test('a token that no header may contain is not sent', async () => {
  const { exchange, cameIn } = await answerOf(() => {}, probe, { token: 'two\nlines' });
  expect(exchange.fault?.kind).toBe('no-token');
  expect(cameIn).toEqual([]);
});

test('the rest of the query of the Tenant URL goes with each request, the flag does not', async () => {
  await using server = await RawServer.start((_, response) => json(response, 200, list));
  const client = clientFor(`${server.url}/scim?tenant=7&aadOptscim062020=true`);
  await client.send(probe);
  await client.send(getUser);
  client.close();
  expect(server.cameIn.map(({ url }) => url)).toEqual([
    `/scim${probe.path}&tenant=7`,
    '/scim/Users/a?tenant=7',
  ]);
});

test('the detail of an error quotes the answer, as the log of Entra does', async () => {
  const body = errorMessage(400, 'No.', 'invalidValue');
  const { exchange } = await answerOf(
    (_, response) => json(response, 400, body),
    matchResource('User', 'userName', 'a'),
  );
  expect(errorDetail(exchange)).toBe(
    `StatusCode: BadRequest Message: Processing of the HTTP request resulted in an exception. Web Response: ${JSON.stringify(body)}`,
  );
});

test.each([
  ['as it is', (text: string) => text],
  ['in JSON of PHP', (text: string) => text.replaceAll('/', String.raw`\/`)],
  [
    'in JSON of .NET',
    (text: string) => text.replaceAll('+', String.raw`\u002B`).replaceAll('&', String.raw`\u0026`),
  ],
  ['in an address', encodeURIComponent],
  ['in a page', (text: string) => text.replaceAll('&', '&amp;').replaceAll('+', '&#43;')],
  ['in a page with hexadecimal numbers', (text: string) => text.replaceAll('/', '&#x2F;')],
])('a secret that the server repeats %s is masked', async (_, written) => {
  const given = 'not/a+real&token==';
  const { exchange } = await answerOf(
    (_request, response) =>
      response.writeHead(401).end(`{"detail":"bad ${written(given)}", "other":"not/a+token"}`),
    probe,
    { token: given },
  );
  expect(exchange.answer?.body).toBe('{"detail":"bad ***", "other":"not/a+token"}');
  expect(JSON.stringify(exchange.json)).not.toContain('real');
});

test.each(['', '.', '..'])(
  'nothing is sent for the id "%s", which an address loses',
  async (id) => {
    for (const request of [getResource('User', id), setActive(id, false, 'default')]) {
      const { exchange, cameIn } = await answerOf((_, response) => response.end('{}'), request);
      expect(exchange.fault?.sentence).toContain('which no address can have');
      expect(cameIn).toEqual([]);
    }
  },
);

test.each([
  ['a.b', '/scim/v2/Users/a.b'],
  ['...', '/scim/v2/Users/...'],
  ['../Groups/1', '/scim/v2/Users/..%2FGroups%2F1'],
  ['%2e%2e', '/scim/v2/Users/%252e%252e'],
  ['\ud800', '/scim/v2/Users/%EF%BF%BD'],
])('the id "%s" is one segment of the address', async (id, url) => {
  const { cameIn } = await answerOf((_, response) => response.end('{}'), getResource('User', id));
  expect(cameIn).toMatchObject([{ url }]);
});

test('an id with half of a surrogate pair is one that can be referred to', () => {
  const { body = '' } = setManager('a', '\ud800', 'default', { form: 'array' });
  expect(JSON.parse(body)).toMatchObject({
    Operations: [{ value: [{ $ref: '../Users/%EF%BF%BD', value: '\ud800' }] }],
  });
});

test('a second slash in front of /Users is sent, as CONN-06 asks for it', async () => {
  const { cameIn } = await answerOf((_, response) => response.end('{}'), {
    ...probe,
    path: '//Users?count=1',
  });
  expect(cameIn).toMatchObject([{ url: '/scim/v2//Users?count=1' }]);
});

test('JSON with too many levels is garbage; a hundred are read', async () => {
  const nested = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
  const kindOf = async (levels: number) => {
    const body = `{"totalResults":0,"more":${nested(levels)}}`;
    return (await answerOf((_, response) => response.end(body))).exchange.fault?.kind;
  };
  expect(await kindOf(50_000)).toBe('garbage');
  expect(await kindOf(99)).toBeUndefined();
  // Brackets in a text are no levels, also behind a quotation mark in it.
  const text = JSON.stringify({ totalResults: 0, text: '\\"[{'.repeat(200) });
  const { exchange } = await answerOf((_, response) => response.end(text));
  expect(exchange.fault).toBeUndefined();
});

test('an exchange is kept without the rest of a body that is very long', async () => {
  const exchangeOf = async (length: number) => {
    const body = JSON.stringify({ ...list, more: 'x'.repeat(length) });
    return (await answerOf((_, response) => response.end(body))).exchange;
  };
  const short = await exchangeOf(10_000);
  expect(keptExchange(short)).toEqual(short);
  const long = keptExchange(await exchangeOf(1_000_000));
  expect(long.answer?.body.length).toBeLessThan(70_000);
  expect(long.answer?.body).toMatch(/x… \(cut\)$/);
  expect(long.json).toBeUndefined();
});
