/** What a user does who gives a wrong address: one sentence, with the address, and what to do. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readServiceProvider } from './read-service-provider.ts';

const now = new Date('2026-11-20T10:00:00Z');
const acs = (binding = 'HTTP-POST') =>
  `<AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:${binding}" Location="http://localhost:3000/acs" index="0"/>`;
const entity = (content: string, attributes = '') =>
  `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="urn:sp"${attributes}>${content}</EntityDescriptor>`;
const role = (content: string) =>
  `<SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">${content}</SPSSODescriptor>`;
const valid = entity(role(acs()));
const key = (certificate: string) =>
  `<KeyDescriptor><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>${certificate}</X509Certificate></X509Data></KeyInfo></KeyDescriptor>`;

const wrong: readonly [what: string, xml: string, sentence: string][] = [
  [
    'an HTML page',
    '<!doctype html><title>Sign in</title>',
    ' is not the metadata of a service provider: it is an HTML page: the metadata may need a sign-in, or the address belongs to a page about it. Give the EntityDescriptor itself.',
  ],
  [
    'no XML',
    '<a>',
    ' is not the metadata of a service provider: it is not well-formed XML (line 1). Give the EntityDescriptor itself.',
  ],
  [
    'nothing',
    '',
    ' is not the metadata of a service provider: it is empty. Give the EntityDescriptor itself.',
  ],
  [
    'an identity provider',
    entity('<IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"/>'),
    ' is that of an identity provider (IDPSSODescriptor): give the metadata of your service provider, with an SPSSODescriptor.',
  ],
  [
    'two service providers',
    `<EntitiesDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata">${valid}${valid}</EntitiesDescriptor>`,
    ' describes more than one service provider: give metadata with one EntityDescriptor that has an SPSSODescriptor.',
  ],
  [
    'no AssertionConsumerService for HTTP-POST',
    entity(role(acs('HTTP-Artifact'))),
    ' has no AssertionConsumerService for HTTP-POST, by which Entra sends its responses, only for HTTP-Artifact: switch HTTP-POST on at the service provider.',
  ],
  [
    'an end that has passed',
    entity(role(acs()), ' validUntil="2026-11-01T00:00:00Z"'),
    ' was valid until 2026-11-01 (validUntil): get the current file of the service provider.',
  ],
  [
    'a certificate that is none',
    entity(role(key('AAAA') + acs())),
    ' has an X509Certificate ("AAAA") that is not a certificate: mend it, or leave its KeyDescriptor out.',
  ],
];

let server: Server;
let origin = '';
let folder = '';
const answers = new Map<string, string>();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'samlab-metadata-'));
  server = createServer(({ url = '' }, answer) => {
    if (url === '/circle') return answer.writeHead(302, { location: '/circle' }).end();
    if (url === '/moved') return answer.writeHead(302, { location: '/gone' }).end();
    if (url === '/private') return answer.writeHead(401).end();
    if (url === '/large') return answer.end(Buffer.alloc(1024 * 1024 + 1, ' '));
    if (url === '/cut') {
      answer.writeHead(200, { 'content-length': '10' }).write('<');
      return setImmediate(() => answer.destroy());
    }
    const found = answers.get(url);
    return answer.writeHead(found === undefined ? 404 : 200).end(found);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

const refusal = (source: string) =>
  readServiceProvider(source, { now, folder }).then(
    () => 'accepted',
    (error: Error & { code: string }) => `${error.code}: ${error.message}`,
  );

describe('metadata that is', () => {
  test('sound is read from a URL, a file and as XML', async () => {
    answers.set('/metadata', valid);
    writeFileSync(join(folder, 'sp.xml'), valid);
    for (const source of [`${origin}/metadata`, 'sp.xml', `file://${folder}/sp.xml`, valid])
      expect(await readServiceProvider(source, { now, folder })).toMatchObject({
        entityId: 'urn:sp',
      });
  });

  test.each(wrong)('%s is refused, with its URL or file', async (_, xml, sentence) => {
    answers.set('/metadata', xml);
    writeFileSync(join(folder, 'sp.xml'), xml);
    const code = 'metadata_unreadable: ';
    expect(await refusal(`${origin}/metadata`)).toBe(
      `${code}The metadata at ${origin}/metadata${sentence}`,
    );
    expect(await refusal('sp.xml')).toBe(`${code}The metadata file sp.xml${sentence}`);
    if (xml !== '') expect(await refusal(xml)).toBe(`${code}The metadata${sentence}`);
  });
});

test.each([
  ['/none', 'the service provider answers with status 404. Correct the URL.'],
  ['/moved', 'after a redirect, ORIGIN/gone answers with status 404. Correct the URL.'],
  ['/private', 'the service provider answers with status 401. Let it answer without a sign-in.'],
  ['/circle', 'it redirects in a circle, or more than 20 times.'],
  ['/large', 'the answer is larger than 1 MiB, the limit.'],
  ['/cut', 'the connection fails ('],
])('no metadata at %s', async (path, sentence) => {
  const start = `metadata_unreadable: No metadata at ${origin}${path}: `;
  expect(await refusal(origin + path)).toContain(start + sentence.replace('ORIGIN', origin));
});

test('nothing listens there', async () => {
  const once = createServer();
  await new Promise<void>((listening) => once.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(once.address() as AddressInfo).port}/metadata`;
  await new Promise((closed) => once.close(closed));
  expect(await refusal(url)).toBe(
    `metadata_unreadable: No metadata at ${url}: nothing listens there (ECONNREFUSED). Start the service provider first, or correct the port.`,
  );
});

test.each([
  ['http://localhost:9/metadata', 'No metadata at http://localhost:9/metadata: '],
  ['http://', 'No metadata at http://: this is not a URL.'],
  ['gone.xml', 'The metadata file gone.xml does not exist. Give a path that can be read.'],
  ['.', 'The metadata file . is a folder, not a file. Give a path that can be read.'],
])('no metadata at %s', async (source, sentence) => {
  expect(await refusal(source)).toContain(`metadata_unreadable: ${sentence}`);
});

test('a port that fetch blocks is named as such, whatever listens there', async () => {
  expect(await refusal('http://localhost:6666/metadata')).toBe(
    "metadata_unreadable: No metadata at http://localhost:6666/metadata: programs and browsers connect to no web server on port 6666, which is another protocol's. Let the service provider listen on another port, or save the metadata and give the file.",
  );
});

describe('for somebody on another machine', () => {
  const forStranger = (source: string) =>
    readServiceProvider(source, { now, forStranger: true }).then(
      ({ entityId }) => entityId,
      (error: Error) => error.message,
    );

  test('metadata of this machine is read', async () => {
    answers.set('/metadata', valid);
    expect(await forStranger(`${origin}/metadata`)).toBe('urn:sp');
    expect(await forStranger(`${origin}/none`)).toContain('answers with status 404');
    expect(await forStranger(`${origin}/large`)).toContain('larger than 1 MiB');
  });

  test.each(['10.0.0.1', '192.168.1.1', '169.254.169.254', '[fd00::1]', '100.64.0.1', '0.0.0.0'])(
    'nothing is fetched from %s, in the same words as when nothing answers',
    async (host) => {
      const words = (url: string, message: string) => message.replaceAll(url, 'URL');
      const [url, closed] = [`http://${host}/metadata`, 'http://localhost:1/'];
      const inNetwork = words(url, await forStranger(url));
      expect(inNetwork).toContain('which a lab that others can reach fetches nothing');
      expect(inNetwork).toBe(words(closed, await forStranger(closed)));
    },
  );

  test('a redirect is not followed', async () => {
    expect(await forStranger(`${origin}/moved`)).toContain('follows no redirects');
  });
});
