import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { authnRequest, redirectUrl, spMetadata } from '../../lint/testing/subjects.ts';
import { run } from '../run.ts';

const folder = mkdtempSync(join(tmpdir(), 'samlab-lint-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => {
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  vi.spyOn(console, 'error').mockReturnValue();
  return () => vi.restoreAllMocks();
});
const printed = () => vi.mocked(process.stdout.write).mock.calls.flat().join('');
const errors = () => vi.mocked(console.error).mock.calls.flat();

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}
const metadata = file('sp.xml', spMetadata());

test('exit code 0: nothing that Entra would refuse', async () => {
  expect(await run(['lint', metadata, redirectUrl(authnRequest())])).toBe(0);
  expect(printed()).toMatch(
    /sp\.xml: metadata, https:\/\/sp\.example\.test\/metadata\n {2}nothing/,
  );
  expect(printed()).toMatch(/the URL: AuthnRequest, by HTTP-Redirect to .*\n {2}nothing found/);
  expect(printed()).toMatch(/Nothing that Entra would refuse was found: 0 errors, 0 warnings, 0 n/);
});

test('exit code 1: an error, with its code, value, fix and source', async () => {
  const url = redirectUrl(authnRequest(['ID="_a1"', 'ID="1a"']));
  expect(await run(['lint', metadata, url])).toBe(1);
  expect(printed()).toMatch(
    /error {3}AADSTS7500529 The value '1a' is not a valid SAML ID.*\[request-id\]\n {10}Fix: .*\n {10}Source: Microsoft Learn, Single sign-on SAML protocol, AuthnRequest/,
  );
  expect(printed()).toMatch(/Entra would refuse this: 1 error,/);
});

test('--json prints one object', async () => {
  const options = ['--reply-url', 'https://sp.example.test/', '--identifier', 'urn:x', '--json'];
  expect(await run(['lint', redirectUrl(authnRequest()), ...options])).toBe(1);
  const report = JSON.parse(printed()) as { linted: { kind: string; findings: object[] }[] };
  expect(report).toMatchObject({ counts: { error: 2, warning: 0, note: 0 }, notChecked: [] });
  expect(report.linted.map(({ kind }) => kind)).toEqual(['registration', 'AuthnRequest']);
  expect(report.linted[1]?.findings).toMatchObject([
    { id: 'issuer', severity: 'error', code: 'AADSTS700016', source: { section: 'Issuer' } },
    { id: 'reply-url', severity: 'error', code: 'AADSTS50011' },
  ]);
});

const xml = authnRequest();
const base64 = Buffer.from(xml).toString('base64');

/** Encodings that people paste or save; each is read. */
test.each<[name: string, content: string | Uint8Array]>([
  ['base64', base64],
  ['base64 with line breaks', base64.replace(/.{64}/g, '$&\r\n')],
  ['base64 twice', Buffer.from(base64).toString('base64')],
  ['DEFLATE in base64', deflateRawSync(xml).toString('base64')],
  ['gzip', gzipSync(xml)],
  ['UTF-16', Buffer.from(`\ufeff${xml}`, 'utf16le')],
  ['a form body', `RelayState=x&SAMLRequest=${encodeURIComponent(base64)}`],
  [
    'a self-posting page',
    `<html><form action="https://login.microsoftonline.com/x/saml2" method="post"><input name="SAMLRequest" value="${base64}"></form></html>`,
  ],
])('%s', async (name, content) => {
  expect(await run(['lint', metadata, file('message', content)])).toBe(0);
  expect(printed()).toMatch(/message: AuthnRequest, .*\n {2}nothing found/);
  expect(name).not.toBe('');
});

test.each<[name: string, content: string | Uint8Array]>([
  ['gzip', gzipSync(spMetadata())],
  ['base64', Buffer.from(spMetadata()).toString('base64')],
  ['UTF-16', Buffer.from(`\ufeff${spMetadata()}`, 'utf16le')],
  [
    'a byte order mark, a declaration and a comment',
    `\ufeff<?xml version="1.0"?><!-- a -->${spMetadata()}`,
  ],
])('metadata: %s', async (_, content) => {
  expect(await run(['lint', file('metadata', content)])).toBe(0);
  expect(printed()).toMatch(/metadata: metadata, https:\/\/sp\.example\.test\/metadata/);
});

const doctype = '<!DOCTYPE a [<!ENTITY b "b"><!ENTITY c "&b;&b;&b;">]>';
const idp = spMetadata().replaceAll('SPSSODescriptor', 'IDPSSODescriptor');

describe('bad input is one sentence and exit code 2', () => {
  test.each<[what: string, content: string | Uint8Array, sentence: RegExp]>([
    ['an empty file', '', /is empty/],
    [
      'a request that is cut off',
      xml.slice(0, 200),
      /the beginning of an AuthnRequest: its end tag is missing/,
    ],
    [
      'base64 of a request that is cut off',
      Buffer.from(xml.slice(0, 200)).toString('base64'),
      /cannot be read: .*not well-formed/,
    ],
    [
      'metadata that is cut off',
      spMetadata().slice(0, 300),
      /no metadata of one service provider.*not well-formed/,
    ],
    ['a request with a DOCTYPE', doctype + xml, /document type declaration/],
    ['metadata with a DOCTYPE', doctype + spMetadata(), /document type declaration/],
    ['base64 that is cut off', base64.slice(0, -3).replace(/=+$/, ''), /cannot be read: /],
    [
      'a decompression bomb',
      gzipSync(Buffer.alloc(80 * 1024 * 1024, 0x20)),
      /larger than|inflates/,
    ],
    [
      'DEFLATE that inflates without end',
      `SAMLRequest=${encodeURIComponent(deflateRawSync(Buffer.alloc(2_000_000, 0x20)).toString('base64'))}`,
      /inflates to more than/,
    ],
    ['a picture', Buffer.from('89504e470d0a1a0a', 'hex'), /a PNG picture/],
    [
      'a page',
      '<!DOCTYPE html><html><body>Sign in</body></html>',
      /HTML page without a SAML message/,
    ],
    [
      'a certificate',
      '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----',
      /bad is a certificate, and no request\.$/,
    ],
    ['JSON', '{"a":1}', /JSON without requests/],
    ['text', 'hello', /5 characters of text/],
    ['binary data', Buffer.from([1, 2, 3, 0, 255, 254]), /neither text nor/],
    ['metadata of an identity provider', idp, /Metadata of a service provider was expected/],
    [
      'metadata of two service providers',
      `<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata">${spMetadata()}${spMetadata()}</md:EntitiesDescriptor>`,
      /more than one service provider/,
    ],
    [
      'a response',
      xml.replaceAll('AuthnRequest', 'Response'),
      /contains Response, which no service/,
    ],
    ['a large file', Buffer.alloc(17 * 1024 * 1024, 0x61), /has more than 16 MiB/],
  ])('%s', async (_, content, sentence) => {
    expect(await run(['lint', file('bad', content)])).toBe(2);
    expect(errors()).toEqual([expect.stringMatching(sentence)]);
    expect(errors()[0]).toMatch(/^samlab: .*\.$/);
    expect(printed()).toBe('');
  });

  test('a missing file, a folder, a wrong option', async () => {
    mkdirSync(join(folder, 'sub'), { recursive: true });
    for (const [args, sentence] of [
      [[join(folder, 'none')], /none cannot be read \(ENOENT\)\./],
      [[join(folder, 'sub')], /sub is a folder\. Name a file in it\./],
      [[metadata, '--binding', 'soap'], /--binding must be redirect or post, not "soap"/],
      [[metadata, '--bindign', 'post'], /Unknown option --bindign/],
    ] as const) {
      vi.mocked(console.error).mockClear();
      expect(await run(['lint', ...args])).toBe(2);
      expect(errors()[0]).toMatch(sentence);
    }
  });

  test('the other inputs are judged, and the exit code stays 2', async () => {
    expect(await run(['lint', join(folder, 'none'), metadata])).toBe(2);
    expect(printed()).toMatch(/sp\.xml: metadata/);
  });
});

async function served(listener: RequestListener) {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, [Symbol.dispose]: () => void server.close() };
}

describe('URLs', () => {
  test('metadata, and the request that a login URL leads to', async () => {
    using sp = await served(({ url }, answer) => {
      if (url === '/metadata') return answer.end(spMetadata());
      const location = url === '/login' ? '/start' : redirectUrl(authnRequest());
      return answer.writeHead(302, { location }).end();
    });
    expect(await run(['lint', `${sp.url}/metadata`, `${sp.url}/login`])).toBe(0);
    expect(printed()).toMatch(/\/metadata: metadata, /);
    expect(printed()).toMatch(/\/login: AuthnRequest, by HTTP-Redirect/);
  });

  test('a dead one, an error, an endless redirect, a large body: one sentence', async () => {
    using sp = await served(({ url }, answer) => {
      if (url === '/large') return answer.end(Buffer.alloc(17 * 1024 * 1024, 0x61));
      if (url === '/gone') return answer.writeHead(404).end();
      return answer.writeHead(302, { location: '/round' }).end();
    });
    const dead = await served(() => {});
    dead[Symbol.dispose]();
    for (const [url, sentence] of [
      [`${dead.url}/metadata?secret=1`, /\/metadata cannot be reached \(ECONNREFUSED\): check/],
      ['http://', /^samlab: http:\/\/ is not a well-formed address\.$/],
      ['https://me:secret@sp.test/', /contains a user name or password: save the file/],
      [`${sp.url}/gone`, /\/gone answers with status 404: check the address\./],
      [`${sp.url}/round`, /\/round redirects on and on/],
      [`${sp.url}/large`, /\/large has more than 16 MiB/],
    ] as const) {
      vi.mocked(console.error).mockClear();
      expect(await run(['lint', url])).toBe(2);
      expect(errors()).toEqual([expect.stringMatching(sentence)]);
      expect(errors()[0]).not.toContain('secret');
    }
  });
});
