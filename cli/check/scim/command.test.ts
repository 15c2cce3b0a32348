import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { RawServer } from '../../../idp/provisioning/testing/raw-server.ts';
import { runCaptured } from '../../testing/run-captured.ts';

const folder = mkdtempSync(join(tmpdir(), 'samlab-scim-command-'));
afterAll(() => rmSync(folder, { recursive: true }));
const tokenFile = join(folder, 'token.txt');
writeFileSync(tokenFile, 'not-a-real-token');

const check = (url: string, ...args: string[]) =>
  runCaptured('check', '--scim', url, '--token-file', tokenFile, ...args);

test.each<[string, RequestListener, RegExp]>([
  [
    'a web site',
    (_, response) => response.setHeader('content-type', 'text/html').end('<html>'),
    /is no SCIM server\./,
  ],
  [
    'a server that refuses the token',
    (_, response) => response.writeHead(401).end(),
    /refuses the token with 401\./,
  ],
])('%s: one sentence, and exit code 2', async (_, answer, sentence) => {
  await using server = await RawServer.start(answer);
  const { code, out, err } = await check(server.url);
  expect(code).toBe(2);
  expect(err).toMatch(sentence);
  expect(err).not.toMatch(/\n\s+at /);
  expect(out + err).not.toContain('not-a-real-token');
});

test('a server that does not run: one sentence, and exit code 2', async () => {
  const server = await RawServer.start((_, response) => response.end());
  const { url } = server;
  await server[Symbol.asyncDispose]();
  const { code, err } = await check(url);
  expect(code).toBe(2);
  expect(err).toMatch(/cannot be reached \(ECONNREFUSED\)/);
});

test('a dry run prints the requests, and sends none', async () => {
  await using server = await RawServer.start((_, response) => response.end());
  const { code, out } = await check(server.url, '--dry-run', '--case', 'LIF-55');
  expect(code).toBe(0);
  expect(out).toContain('PATCH /Users/ID-1');
  expect(out).toContain('{"op":"Replace","path":"active","value":"False"}');
  expect(server.cameIn).toEqual([]);
});

test('a dry run for another machine prints the requests, and at the end what sending needs', async () => {
  const far = ['check', '--scim', 'http://scim.example.com/v2', '--dry-run', '--case', 'LIF-55'];
  const { code, out } = await runCaptured(...far);
  expect(code).toBe(0);
  expect(out).toMatch(
    /PATCH \/Users\/ID-1[\s\S]+To send this:[\s\S]+--target-is-mine[\s\S]+--allow-http/,
  );
});

test('a server with one fault: exit code 1, what Entra does and the request, without the token', async () => {
  const list = { totalResults: 0, Resources: null };
  await using server = await RawServer.start((_, response) => response.end(JSON.stringify(list)));
  const { code, out } = await check(server.url, '--case', 'CONN-01,CONN-03');
  expect(code).toBe(1);
  expect(out).toMatch(/✗ CONN-01 {2}critical .*Resources of a query without hits is null/);
  expect(out).toContain('What Entra does: Test connection fails');
  expect(out).toMatch(/curl -X GET '\S+\/Users\?filter=userName\+eq\+/);
  expect(out).toMatch(/connect +1 passed, 1 failed/);
  expect(out).not.toContain('not-a-real-token');
});

test('the baseline accepts a known failure', async () => {
  const baseline = join(folder, 'known.yaml');
  writeFileSync(baseline, '- { id: CONN-01, reason: Ticket 7 }\n');
  const list = { totalResults: 0, Resources: null };
  await using server = await RawServer.start((_, response) => response.end(JSON.stringify(list)));
  const { code, out } = await check(server.url, '--case', 'CONN-01', '--baseline', baseline);
  expect(code).toBe(0);
  expect(out).toContain('1 known failure');
});

test('a hostile server: no request leaves /Users, its control characters do not reach the terminal, and the report is written', async () => {
  const words = '\u001b]0;owned\u0007\u001b[2J\r\n✓ everything passed';
  const ids = ['..', '.', '', '\ud800', '%2e%2e', 'a/../b', 'plain'];
  await using server = await RawServer.start(({ method }, response) => {
    if (method === 'GET') response.end(JSON.stringify({ totalResults: 0, Resources: [] }));
    else if (method === 'POST')
      response
        .writeHead(201)
        .end(JSON.stringify({ id: ids.shift() ?? 'plain', userName: 'x', detail: words }));
    else if (method === 'PATCH') response.writeHead(400).end(JSON.stringify({ detail: words }));
    else response.destroy();
  });
  const { code, out } = await check(
    server.url,
    '--group',
    'create,update,manager,disable,groups,delete',
  );
  expect(code).toBe(1);
  expect(out).toMatch(/everything passed/);
  for (const sent of ['\u0007', '\r', '\u001b]', '\u001b[2J', '\n✓ every'])
    expect(out).not.toContain(sent);
  const paths = server.cameIn.map(({ url }) => url.split('?')[0] ?? '');
  expect(paths.filter((path) => !/^\/(?:Users|Groups|Schemas)(?:\/[^/]+)?$/.test(path))).toEqual(
    [],
  );
  expect(paths).toContain('/Users/plain');
  expect(out).not.toContain('Please report this');
});

test('a server that asks to wait for a day is not waited for: nothing is known, and the check did not end', async () => {
  let asked = 0;
  await using server = await RawServer.start(({ method }, response) => {
    asked += 1;
    if (method === 'GET' && asked < 9) response.end('{"totalResults":0,"Resources":[]}');
    else response.writeHead(429, { 'retry-after': '86400' }).end('{}');
  });
  const { code, out } = await check(server.url, '--case', 'CRE-11,CRE-12,UPD-33');
  expect(code).toBe(2);
  expect(out).toMatch(/not shown/);
  expect(out).toContain('asks to wait for 86,400 seconds');
});

test('an id that is somebody else’s: they are neither changed nor deleted', async () => {
  const director = { id: 'director', userName: 'director@example.com', active: true };
  await using server = await RawServer.start(({ method, url = '' }, response) => {
    const json = (status: number, body: object) =>
      response.writeHead(status).end(JSON.stringify(body));
    const sent = server.cameIn.at(-1)?.body ?? '';
    if (method === 'GET' && url.startsWith('/Users/')) json(200, director);
    else if (method === 'GET') json(200, { totalResults: 0, Resources: [] });
    else if (method === 'POST') json(201, { ...(JSON.parse(sent) as object), id: 'director' });
    else json(200, director);
  });
  const { out, err } = await check(server.url, '--group', 'create,update,disable,restore,delete');
  expect(out).toMatch(/✗ CRE-11 /);
  expect(out).toMatch(/update +15 not shown/);
  expect(err).not.toContain('could not be removed');
  const changes = server.cameIn.filter(({ method }) => !['GET', 'POST'].includes(method));
  expect(changes).toEqual([]);
});

test('control characters in an error are not printed', async () => {
  await using server = await RawServer.start((_, response) =>
    response.writeHead(500).end(JSON.stringify({ detail: 'No\u001b]0;owned\u0007 database' })),
  );
  const { code, err } = await check(server.url);
  expect(code).toBe(2);
  expect(err).toContain('No ]0;owned');
  expect(err).not.toContain('\u0007');
});

test('three findings are printed with their command; the end says where the others are', async () => {
  await using server = await RawServer.start((_, response) =>
    response.end('{"totalResults":0,"Resources":null}'),
  );
  const many = ['--case', 'CRE-19,UPD-47,ERR-80,ERR-81,CONN-01,CONN-04'];
  const { out } = await check(server.url, ...many);
  expect(out.match(/^ {2}curl /gm)).toHaveLength(3);
  expect(out).toContain(
    'The commands of the other cases are in the HTML report: --report html:FILE',
  );
  const one = await check(server.url, '--case', 'CONN-01');
  expect(one.out).toContain('curl -X GET');
  expect(one.out).not.toContain('The commands of the other cases');
  expect(one.out).not.toContain('--case ID makes new ones');
});

test('a command that needs what the check made, and removed, says how to send it with new users', async () => {
  let made = {};
  await using server = await RawServer.start((request, response) => {
    const { method, url } = request;
    if (method === 'POST')
      made = { ...JSON.parse(server.cameIn.at(-1)?.body ?? '{}'), id: 'made-by-the-check' };
    response.statusCode = { POST: 201, PATCH: 500 }[method ?? ''] ?? 200;
    const isSearch = url?.includes('?');
    response.end(isSearch ? '{"totalResults":0,"Resources":[]}' : JSON.stringify(made));
  });
  const { out } = await check(server.url, '--case', 'UPD-33');
  expect(out).toContain('curl -X PATCH');
  expect(out).toContain('--case ID makes new ones and sends all of it again');
});

test('cases of which nothing is known are listed with the reason', async () => {
  await using server = await RawServer.start((request, response) => {
    response.statusCode = request.method === 'POST' ? 500 : 200;
    response.end('{"totalResults":0,"Resources":[]}');
  });
  const { out } = await check(server.url, '--case', 'UPD-33,CONN-01');
  expect(out).toMatch(/ {2}Not shown:\n {2}UPD-33: .*500/);
  expect((await check(server.url, '--case', 'CONN-01')).out).not.toContain('Not shown');
});
