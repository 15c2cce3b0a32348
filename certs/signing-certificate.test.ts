import { createPublicKey } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { toDer, toPem } from './certificate.ts';
import { makeSigningCertificate, type SigningKey } from './signing-certificate.ts';
import { openssl } from './testing/openssl.ts';

const notBefore = new Date('2026-03-14T15:09:26.535Z');
let key: SigningKey;
beforeAll(async () => {
  key = await makeSigningCertificate({ notBefore });
});

const read = (args: string[], from = key) =>
  openssl(['x509', '-inform', 'DER', '-in', 'c.der', '-noout', ...args], {
    'c.der': toDer(from.certificate),
  })
    .toString()
    .trim();

describe('the form of an Entra signing certificate (entra-saml.md 6), according to openssl', () => {
  test('one CN is subject and issuer, and openssl verifies the self-signature', () => {
    expect(read(['-subject'])).toBe('subject=CN = Microsoft Azure Federated SSO Certificate');
    expect(read(['-issuer'])).toBe('issuer=CN = Microsoft Azure Federated SSO Certificate');
    const files = { 'c.der': toDer(key.certificate) };
    const pem = openssl(['x509', '-inform', 'DER', '-in', 'c.der'], files);
    const args = ['verify', '-check_ss_sig', '-no_check_time', '-CAfile', 'c.pem', 'c.pem'];
    expect(openssl(args, { 'c.pem': pem }).toString()).toContain('c.pem: OK');
  });

  test('the CN is a PrintableString', () => {
    const asn1 = openssl(['asn1parse', '-inform', 'DER', '-in', 'c.der'], {
      'c.der': toDer(key.certificate),
    }).toString();
    const strings = asn1.match(/(\w+) +:Microsoft Azure Federated SSO Certificate/g);
    expect(strings).toHaveLength(2);
    for (const found of strings ?? []) expect(found).toMatch(/^PRINTABLESTRING /);
  });

  test('RSA 2048, sha256WithRSAEncryption, version 3, no extensions', () => {
    const text = read(['-text']);
    expect(text).toContain('Version: 3 (0x2)');
    expect(text).toContain('Public-Key: (2048 bit)');
    expect(text.match(/Signature Algorithm: (\S+)/g)).toEqual([
      'Signature Algorithm: sha256WithRSAEncryption',
      'Signature Algorithm: sha256WithRSAEncryption',
    ]);
    expect(text).not.toContain('X509v3');
  });

  test('the serial number is positive, 16 bytes long, and different each time', async () => {
    const other = await makeSigningCertificate({ notBefore });
    const serials = [read(['-serial']), read(['-serial'], other)];
    for (const serial of serials) expect(serial).toMatch(/^serial=(?!00)[0-7][0-9A-F]{31}$/);
    expect(new Set(serials).size).toBe(2);
    expect(read(['-serial'])).toBe(`serial=${key.certificate.serialNumber}`);
  });

  test('valid for three years to the second', () => {
    expect(read(['-dates'])).toBe(
      'notBefore=Mar 14 15:09:26 2026 GMT\nnotAfter=Mar 14 15:09:26 2029 GMT',
    );
    expect(key.certificate.notBefore.toISOString()).toBe('2026-03-14T15:09:26.000Z');
    expect(key.certificate.notAfter.toISOString()).toBe('2029-03-14T15:09:26.000Z');
  });

  test('the private key matches the certificate', () => {
    const spki = { format: 'der', type: 'spki' } as const;
    expect(createPublicKey(key.privateKey).export(spki)).toEqual(
      key.certificate.publicKey.export(spki),
    );
  });
});

describe('on request', () => {
  /** What openssl says of it as its own authority, by the clock of this machine. */
  const verdict = async (from: Date, until?: Date) => {
    const options = until ? { notBefore: from, notAfter: until } : { notBefore: from };
    const { certificate } = await makeSigningCertificate(options);
    const c = toPem(certificate);
    return () => openssl(['verify', '-CAfile', 'c', 'c'], { c }).toString();
  };
  const day = 86_400_000; // ms

  test('an expired certificate, a not yet valid one, and a normal one for comparison', async () => {
    const now = Date.now();
    const expired = await verdict(new Date(now - 2 * day), new Date(now - day));
    expect(expired).toThrow('certificate has expired');
    expect(await verdict(new Date(now + day))).toThrow('certificate is not yet valid');
    expect((await verdict(new Date(now)))()).toBe('c: OK\n');
  });

  test('a certificate that ends after 2049, when the X.509 time format changes (RFC 5280 4.1.2.5)', async () => {
    const notAfter = new Date('2051-01-01T00:00:00Z');
    expect(read(['-enddate'], await makeSigningCertificate({ notBefore, notAfter }))).toBe(
      'notAfter=Jan  1 00:00:00 2051 GMT',
    );
  });

  test('another subject, in UTF-8 if necessary', async () => {
    const subject = 'CN=Côté & Söhne';
    const made = await makeSigningCertificate({ subject, notBefore });
    expect(made.certificate.subject).toBe(subject);
    expect(read(['-subject', '-nameopt', 'utf8'], made)).toBe('subject=CN=Côté & Söhne');
  });
});

describe('refused', () => {
  test.each(['', 'CN=', 'CN= ', 'Contoso', 'O=Contoso', `CN=${'x'.repeat(65)}`, 'CN=a\nb'])(
    'subject %j',
    async (subject) => {
      const made = makeSigningCertificate({ subject, notBefore });
      await expect(made).rejects.toMatchObject({ code: 'bad_subject' });
    },
  );

  test('an end before the beginning, an invalid date, a date that X.509 cannot express', async () => {
    for (const notAfter of [notBefore, new Date(Number.NaN), new Date('+010000-01-01T00:00:00Z')]) {
      const made = makeSigningCertificate({ notBefore, notAfter });
      await expect(made).rejects.toMatchObject({ code: 'bad_validity' });
    }
  });
});
