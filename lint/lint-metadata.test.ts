import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { toBase64 } from '../certs/certificate.ts';
import { makeSigningCertificate } from '../certs/signing-certificate.ts';
import { certificateFor } from '../certs/testing/faulty-certificates.ts';
import { acs, entityId, findingOf, idsOf, linted, spMetadata } from './testing/subjects.ts';

test('control: plain metadata has no finding', async () => {
  expect(idsOf(await linted(spMetadata()))).toEqual([]);
});

const withAcs = (address: string) => spMetadata([acs, address]);
const long = (length: number) => acs.padEnd(length, 'x');

/** Each address differs from the control in one thing. */
test.each<[address: string, ids: readonly string[]]>([
  ['http://sp.example.test/acs', ['error reply-url-scheme']],
  ['http://sp/acs', ['error reply-url-scheme']],
  ['http://host.docker.internal/acs', ['error reply-url-scheme']],
  ['http://localhost:3000/acs', ['note reply-url-localhost']],
  ['http://127.0.0.1:3000/acs', ['warning reply-url-loopback-address']],
  ['http://[::1]:3000/acs', ['error reply-url-ipv6-loopback']],
  ['https://*.example.test/acs', ['warning reply-url-wildcard']],
  ['https://sp.example.test/*/acs', ['error reply-url-form', 'warning reply-url-wildcard']],
  [`${acs}#top`, ['error reply-url-fragment']],
  [`${acs}(1)`, ['error reply-url-special-character']],
  [`${acs}?tenant=1`, []],
  ['https://user:secret@sp.example.test/acs', ['error reply-url-form']],
  [long(256), []],
  [long(257), ['error reply-url-length']],
])('Reply URL %s', async (address, ids) => {
  expect(idsOf(await linted(withAcs(address)))).toEqual(ids);
});

test('the finding has the sentence of the portal, the value, the source and a fix', async () => {
  const { found, sentence, source, fix } = findingOf(
    await linted(withAcs('http://sp.example.test/acs')),
    'reply-url-scheme',
  );
  expect(sentence).toContain('Must start with "HTTPS" or "http://localhost".');
  expect(found).toBe('http://sp.example.test/acs');
  expect(source.document).toMatch(/Redirect URI \(reply URL\) restrictions/);
  expect(fix).toMatch(/by https/);
});

test.each<[name: string, ids: readonly string[]]>([
  ['urn:example:sp', []],
  ['peakon', ['warning identifier-not-uri']],
  ['https://sp.example.test/a%20b', ['error identifier-form']],
  ['https://sp.example.test/*', ['error identifier-form']],
  ['https://sp.example.test/#a', []],
  [entityId.padEnd(255, 'x'), []],
  [entityId.padEnd(256, 'x'), ['error identifier-form']],
])('Identifier %s', async (name, ids) => {
  expect(idsOf(await linted(spMetadata([entityId, name])))).toEqual(ids);
});

test.each<[address: string, ids: readonly string[]]>([
  ['http://sp.example.test/slo', ['error logout-url-scheme']],
  ['http://localhost:3000/slo', ['error logout-url-scheme']],
  ['https://localhost:3000/slo', []],
  ['https://sp.example.test/slo'.padEnd(256, 'x'), ['error logout-url-length']],
])('Logout Url %s', async (address, ids) => {
  expect(idsOf(await linted(spMetadata(['https://sp.example.test/slo', address])))).toEqual(ids);
});

test('a SingleLogoutService for HTTP-POST alone', async () => {
  const post = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST';
  const only = spMetadata(['urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect', post]);
  expect(idsOf(await linted(only))).toEqual(['warning logout-no-redirect']);
});

/** Metadata of public reports. */
test.each<[file: string, ids: readonly string[], sentence: RegExp]>([
  ['validUntil-past.xml', ['error metadata-expired'], /valid until 2018-05-20/],
  ['only-Artifact-ACS.xml', ['error metadata-no-post'], /only for HTTP-Artifact/],
  ['SLO-relative.xml', ['error metadata-unusable'], /Location "\/slo"/],
  ['SLO-empty-Location.xml', ['error metadata-unusable'], /empty Location/],
  ['ACS-with-wildcard.xml', ['warning reply-url-wildcard'], /wildcard/],
  ['KeyDescriptor-PEM-headers.xml', ['error signing-certificate-unreadable'], /not an X\.509/],
])('%s', async (file, ids, sentence) => {
  const report = await linted(
    readFileSync(new URL(`../saml/testing/metadata/${file}`, import.meta.url)),
  );
  expect(idsOf(report)).toEqual(ids);
  expect(findingOf(report, ids[0]?.split(' ')[1] ?? '').sentence).toMatch(sentence);
});

const withKey = (use: 'signing' | 'encryption', certificate: string) =>
  spMetadata([
    '<md:SingleLogoutService',
    `<md:KeyDescriptor use="${use}"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>${certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor><md:SingleLogoutService`,
  ]);
const issued = async (notBefore: string) =>
  toBase64((await makeSigningCertificate({ notBefore: new Date(notBefore) })).certificate);

test('certificates: expired, not yet valid, soon to expire, and valid', async () => {
  const [good, expired, early, soon] = await Promise.all([
    issued('2026-01-01T00:00:00Z'),
    issued('2023-01-01T00:00:00Z'),
    issued('2027-01-01T00:00:00Z'),
    issued('2024-01-01T00:00:00Z'),
  ]);
  const ids = async (use: 'signing' | 'encryption', certificate: string) =>
    idsOf(await linted(withKey(use, certificate)));
  expect(await ids('signing', good)).toEqual([]);
  expect(await ids('encryption', good)).toEqual([]);
  expect(await ids('signing', expired)).toEqual(['warning signing-certificate-expired']);
  expect(await ids('encryption', early)).toEqual(['warning encryption-certificate-not-yet-valid']);
  expect(await ids('signing', soon)).toEqual(['note signing-certificate-expires-soon']);
});

test('an encryption key must be RSA, of 2048 bits', async () => {
  const { publicKey: ec } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { publicKey: short } = generateKeyPairSync('rsa', { modulusLength: 1024 });
  const { publicKey: rsa } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const ids = async (key: KeyObject, use: 'signing' | 'encryption') =>
    idsOf(await linted(withKey(use, Buffer.from(certificateFor(key)).toString('base64'))));
  expect(await ids(rsa, 'encryption')).toEqual([]);
  expect(await ids(ec, 'encryption')).toEqual(['error encryption-certificate-key']);
  expect(await ids(ec, 'signing')).toEqual(['warning signing-certificate-key']);
  expect(await ids(short, 'encryption')).toEqual(['warning encryption-certificate-key']);
});

test('the given registration is judged as well', async () => {
  const given = { identifierUris: [entityId], replyUrls: ['http://sp.example.test/acs'] };
  const report = await linted(spMetadata(), { given });
  expect(report.linted.map(({ kind, findings }) => [kind, findings.map(({ id }) => id)])).toEqual([
    ['registration', ['reply-url-scheme']],
    ['metadata', []],
  ]);
});
