import { execFileSync } from 'node:child_process';
import { constants, createDecipheriv, privateDecrypt } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findProgram } from '../browser/find-program.ts';
import { dataAlgorithm, type EncryptOptions, encryptAssertion, keyTransport } from './encrypt.ts';
import { renderAssertion, renderResponse } from './render.ts';
import { testCast, testSpec } from './testing/cast.ts';
import { attributeText, contentText, elementText } from './xml-text.ts';

const { cast, decryption } = await testCast();
const spec = testSpec(cast);
const plaintext = renderAssertion(spec);
const [certificateBase64 = ''] = cast.encryptionCertificates;

const encrypt = (options: Omit<EncryptOptions, 'certificateBase64'> = {}) =>
  encryptAssertion(plaintext, { ...options, certificateBase64 });

const value = (xml: string, within: string) =>
  Buffer.from(contentText(elementText(xml, within), 'CipherValue'), 'base64');

/** The CipherValue of EncryptedData: the last one if EncryptedKey is inside it. */
const dataValue = (xml: string) => {
  const own = elementText(xml, 'EncryptedData').replace(
    /<xenc:EncryptedKey.*<\/xenc:EncryptedKey>/,
    '',
  );
  return Buffer.from(contentText(own, 'CipherValue'), 'base64');
};

function decrypt(octets: Buffer, key: Buffer, algorithm: string): string {
  if (algorithm.endsWith('cbc')) {
    const cipher = createDecipheriv(`aes-${key.length * 8}-cbc`, key, octets.subarray(0, 16));
    return Buffer.concat([cipher.update(octets.subarray(16)), cipher.final()]).toString();
  }
  const name = key.length === 16 ? 'aes-128-gcm' : 'aes-256-gcm';
  const cipher = createDecipheriv(name, key, octets.subarray(0, 12));
  cipher.setAuthTag(octets.subarray(-16));
  return Buffer.concat([cipher.update(octets.subarray(12, -16)), cipher.final()]).toString();
}

describe('encryptAssertion', () => {
  it.each(Object.values(dataAlgorithm))('%s decrypts to the Assertion', (data) => {
    const xml = encrypt({ data });
    const key = privateDecrypt(
      { key: decryption.privateKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' },
      value(xml, 'EncryptedKey'),
    );
    expect(attributeText(xml, 'EncryptionMethod', 'Algorithm')).toBe(data);
    expect(key).toHaveLength(data.includes('128') ? 16 : 32);
    expect(decrypt(dataValue(xml), key, data)).toBe(plaintext);
  });

  it('wraps the key with rsa-1_5 on request', () => {
    const wrapped = value(encrypt({ transport: keyTransport.rsa15 }), 'EncryptedKey');
    const block = privateDecrypt(
      { key: decryption.privateKey, padding: constants.RSA_NO_PADDING },
      wrapped,
    );
    expect([...block.subarray(0, 2)]).toEqual([0, 2]); // RFC 8017 7.2.1
    expect(block[block.length - 33]).toBe(0);
  });

  it('puts the key next to the data and links the two on request', () => {
    const xml = encrypt({ keyPlace: 'sibling' });
    expect(xml).toMatch(/<\/xenc:EncryptedData><xenc:EncryptedKey /);
    expect(attributeText(xml, 'RetrievalMethod', 'URI')).toBe(
      `#${attributeText(xml, 'EncryptedKey', 'Id')}`,
    );
    expect(attributeText(xml, 'DataReference', 'URI')).toBe(
      `#${attributeText(xml, 'EncryptedData', 'Id')}`,
    );
  });

  it('lets a case alter the octets', () => {
    const spoil = (octets: Buffer) => Buffer.alloc(octets.length);
    const xml = encrypt({ alterData: spoil, alterKey: spoil });
    expect(value(xml, 'EncryptedKey').every((byte) => byte === 0)).toBe(true);
    expect(dataValue(xml).every((byte) => byte === 0)).toBe(true);
  });
});

/** Temporary files for a program. */
function withFiles<T>(
  files: Record<string, string | Buffer>,
  use: (path: (name: string) => string) => T,
): T {
  const folder = mkdtempSync(join(tmpdir(), 'samlab-encrypt-'));
  const path = (name: string) => join(folder, name);
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(path(name), content);
    return use(path);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const privateKeyPem = decryption.privateKey.export({ type: 'pkcs8', format: 'pem' });

describe.skipIf(findProgram('openssl') === undefined)('openssl', () => {
  it.each([
    [keyTransport.rsaOaepMgf1p, 'sha1'],
    [keyTransport.rsaOaepSha256, 'sha256'],
  ])('unwraps the key of %s with MGF1 over SHA-1', (transport, digest) => {
    const xml = encrypt({ transport, data: dataAlgorithm.aes256Gcm });
    const key = withFiles({ key: privateKeyPem, wrapped: value(xml, 'EncryptedKey') }, (path) =>
      execFileSync('openssl', [
        ...['pkeyutl', '-decrypt', '-inkey', path('key'), '-in', path('wrapped')],
        ...['-pkeyopt', 'rsa_padding_mode:oaep'],
        ...['-pkeyopt', `rsa_oaep_md:${digest}`, '-pkeyopt', 'rsa_mgf1_md:sha1'],
      ]),
    );
    expect(decrypt(dataValue(xml), key, dataAlgorithm.aes256Gcm)).toBe(plaintext);
  });
});

describe.skipIf(findProgram('xmlsec1') === undefined)('xmlsec1', () => {
  it.each([
    dataAlgorithm.aes128Cbc,
    dataAlgorithm.aes256Cbc,
    dataAlgorithm.aes128Gcm,
    dataAlgorithm.aes256Gcm,
  ])('decrypts %s', (data) => {
    expect(xmlsec(renderResponse(spec, encrypt({ data })))).toContain(
      'B.Simon@contoso.com</NameID>',
    );
  });

  const xmlsec = (xml: string) =>
    withFiles({ key: privateKeyPem, message: xml }, (path) =>
      execFileSync('xmlsec1', ['--decrypt', '--privkey-pem', path('key'), path('message')], {
        encoding: 'utf8',
      }),
    );
});
