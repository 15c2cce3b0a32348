import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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
  ['http://169.254.169.254/', 'Metadata is not fetched from 169.254.169.254'],
  ['http://127.0.0.1.evil.test/', 'Metadata is not fetched from 127.0.0.1.evil.test'],
  ['http://localhost@evil.test/', 'Metadata is not fetched from evil.test'],
  ['http://0.0.0.0/', 'Metadata is not fetched from 0.0.0.0'],
  ['https://sub.idp.test/', 'Metadata is not fetched from sub.idp.test'],
  ['http://idp.test/', 'Metadata is not fetched from idp.test'],
])('sends no request for %s', async (address, said) => {
  await expect(fetchMetadata(address, 'https://idp.test/saml2')).rejects.toThrow(said);
});

describe('the host of the Login URL', () => {
  const named = (...addresses: string[]) => {
    const { port } = new URL(at);
    const login = `http://idp.test:${port}/saml2`;
    const found = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    return fetchMetadata(`http://idp.test:${port}/metadata`, login, async () => found);
  };

  test('gets the request at the address that it resolved to', async () => {
    expect(String(await named('127.0.0.1'))).toBe('<metadata/>');
  });

  test.each([
    ['10.0.0.5'],
    ['172.31.255.255'],
    ['192.168.1.1'],
    ['169.254.169.254'],
    ['100.64.0.1'],
    ['192.0.2.2'],
    ['2001:db8::1'],
    ['0.0.0.0'],
    ['::'],
    ['fe80::1'],
    ['fd00::1'],
    ['::ffff:10.0.0.5'],
    ['64:ff9b::a00:5'],
    ['127.0.0.1', '10.0.0.5'],
    [],
  ])('gets no request when it resolves to %s %s', async (...addresses) => {
    const before = asked.length;
    await expect(named(...addresses.filter((each) => typeof each === 'string'))).rejects.toThrow(
      'no answer from idp.test',
    );
    expect(asked).toHaveLength(before);
  });

  test.each([
    ['http://10.0.0.5:8080/m', 'http://10.0.0.5:8080/login'],
    ['http://127.0.0.1:1/m', undefined],
    ['https://idp.invalid/m', 'https://idp.invalid/saml2'],
  ])(
    '%s: a private address, a closed port and an unknown name get one sentence',
    async (url, login) => {
      const { host } = new URL(url);
      await expect(fetchMetadata(url, login)).rejects.toThrow(
        `There was no answer from ${host} within five seconds, or it is an address in a private network.`,
      );
    },
  );

  test.each([
    ['another port', 'http://idp.test:8080/m'],
    ['https in place of http', 'https://idp.test/m'],
  ])('is a different origin with %s', async (_, url) => {
    await expect(fetchMetadata(url, 'http://idp.test/saml2')).rejects.toThrow(
      `Metadata is not fetched from ${new URL(url).host}`,
    );
  });
});
