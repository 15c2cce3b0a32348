import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fetchMetadata } from './fetch-metadata.ts';

let server: Server;
let at: string;
const asked: string[] = [];
beforeAll(async () => {
  server = createServer(({ url = '' }, answer) => {
    asked.push(url);
    if (url === '/moved') answer.writeHead(302, { location: '/metadata' }).end();
    else if (url === '/large') answer.end(Buffer.alloc(1024 * 1024 + 1));
    else if (url === '/metadata') answer.end('<metadata/>');
    else answer.writeHead(404).end();
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

test('fetches from this computer', async () => {
  expect(String(await fetchMetadata(`${at}/metadata`, undefined))).toBe('<metadata/>');
});

test.each([
  ['/moved', 'status 302'],
  ['/missing', 'status 404'],
  ['/large', 'larger than 1 MiB'],
])('refuses %s', async (path, said) => {
  await expect(fetchMetadata(at + path, undefined)).rejects.toThrow(said);
  expect(asked).toContain(path);
});

test.each([
  ['file:///etc/passwd', 'not an http or https URL'],
  ['metadata.xml', 'not an http or https URL'],
  ['http://169.254.169.254/', 'Nothing is fetched from 169.254.169.254'],
  ['http://127.0.0.1.evil.test/', 'Nothing is fetched from 127.0.0.1.evil.test'],
  ['http://localhost@evil.test/', 'Nothing is fetched from evil.test'],
  ['http://0.0.0.0/', 'Nothing is fetched from 0.0.0.0'],
  ['https://sub.idp.test/', 'Nothing is fetched from sub.idp.test'],
  ['http://idp.test/', 'Nothing is fetched from idp.test'],
])('asks nobody for %s', async (address, said) => {
  await expect(fetchMetadata(address, 'https://idp.test/saml2')).rejects.toThrow(said);
});

test('asks the host of the Login URL', async () => {
  const login = 'https://idp.invalid/saml2';
  await expect(fetchMetadata('https://idp.invalid/m', login)).rejects.toThrow('no answer');
});
