import { beforeAll, describe, expect, test } from 'vitest';
import { thumbprint, toDer, toPem } from './certificate.ts';
import { readPfx } from './pfx.ts';
import { makeSigningCertificate, type SigningKey } from './signing-certificate.ts';
import { openssl } from './testing/openssl.ts';
import { toPfx } from './testing/to-pfx.ts';

const password = 'Simon & Sons\' 7 ~ "x"';
let key: SigningKey;
let other: SigningKey;
beforeAll(async () => {
  const notBefore = new Date('2026-01-01T00:00:00Z');
  [key, other] = await Promise.all([
    makeSigningCertificate({ notBefore }),
    makeSigningCertificate({ notBefore }),
  ]);
});

const pkcs8 = (from: SigningKey) =>
  from.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();

/** A PFX as openssl writes it. */
const exported = (args: string[], from: SigningKey, extra = '') =>
  openssl(['pkcs12', '-export', '-inkey', 'k', '-in', 'c', '-passout', 'pass:pw', ...args], {
    k: pkcs8(from),
    c: toPem(from.certificate) + extra,
  });

describe('read', () => {
  test('a file with AES-256', async () => {
    const read = await readPfx(toPfx(key, password), password);
    expect(pkcs8(read)).toBe(pkcs8(key));
    expect(toDer(read.certificate)).toEqual(toDer(key.certificate));
  });

  test('a file by openssl, and a legacy one with 3DES and SHA-1', async () => {
    for (const args of [[], ['-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'NONE', '-macalg', 'sha1']]) {
      const read = await readPfx(exported(args, key), 'pw');
      expect(thumbprint(read.certificate)).toBe(thumbprint(key.certificate));
      expect(pkcs8(read)).toBe(pkcs8(key));
    }
  });

  test('a file by openssl with a password beyond ASCII', async () => {
    const pfx = openssl(['pkcs12', '-export', '-inkey', 'k', '-in', 'c', '-passout', 'file:pw'], {
      k: pkcs8(key),
      c: toPem(key.certificate),
      pw: 'Träger & Söhne 7',
    });
    const read = await readPfx(pfx, 'Träger & Söhne 7');
    expect(pkcs8(read)).toBe(pkcs8(key));
    const wrong = readPfx(pfx, 'Trager & Söhne 7');
    await expect(wrong).rejects.toMatchObject({ code: 'wrong_password' });
  });

  test.each([
    ['Base64 on one line', (base64: string) => base64],
    ['Base64 in UTF-16', (base64: string) => Buffer.from(`\ufeff${base64}`, 'utf16le')],
    [
      'what certutil -encode writes',
      (base64: string) =>
        `-----BEGIN CERTIFICATE-----\r\n${base64.replace(/.{64}/g, '$&\r\n')}\r\n-----END CERTIFICATE-----\r\n`,
    ],
  ])('%s of a file', async (_, write) => {
    const base64 = Buffer.from(toPfx(key, 'pw')).toString('base64');
    const read = await readPfx(Buffer.from(write(base64)), 'pw');
    expect(thumbprint(read.certificate)).toBe(thumbprint(key.certificate));
  });

  test('a file with a chain: returns the certificate of the key', async () => {
    const read = await readPfx(exported([], key, toPem(other.certificate)), 'pw');
    expect(thumbprint(read.certificate)).toBe(thumbprint(key.certificate));
  });

  test('a file with an EC key', async () => {
    const ec = ['req', '-x509', '-nodes', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'];
    const both = openssl([...ec, '-subj', '/CN=ec', '-keyout', '-', '-out', '-']);
    const pfx = openssl(['pkcs12', '-export', '-in', 'c', '-passout', 'pass:pw'], { c: both });
    const read = await readPfx(pfx, 'pw');
    expect(read.privateKey.asymmetricKeyType).toBe('ec');
    expect(read.certificate.subject).toBe('CN=ec');
  });
});

describe('refused', () => {
  test('a wrong password, for our file and openssl’s; the right password opens both', async () => {
    for (const file of [toPfx(key, 'pw'), exported([], key)]) {
      for (const wrong of ['Pw', '', 'pw ']) {
        await expect(readPfx(file, wrong)).rejects.toMatchObject({ code: 'wrong_password' });
      }
      await expect(readPfx(file, 'pw')).resolves.toHaveProperty('privateKey');
    }
  });

  test('no key inside', async () => {
    const pfx = exported(['-nokeys'], key);
    await expect(readPfx(pfx, 'pw')).rejects.toMatchObject({ code: 'no_private_key' });
  });

  test('the certificate of another key', async () => {
    const mixed = toPfx({ ...key, certificate: other.certificate }, 'pw');
    await expect(readPfx(mixed, 'pw')).rejects.toMatchObject({ code: 'key_mismatch' });
  });

  test.each([
    ['nothing', () => new Uint8Array()],
    ['text', () => Buffer.from('not a PFX')],
    ['a certificate', () => toDer(key.certificate)],
  ])('%s', async (_name, file) => {
    await expect(readPfx(file(), 'pw')).rejects.toMatchObject({ code: 'not_a_pfx' });
  });

  test('a file over the size limit', async () => {
    const file = new Uint8Array(64 * 1024 + 1);
    await expect(readPfx(file, 'pw')).rejects.toMatchObject({ code: 'too_large' });
  });
});
