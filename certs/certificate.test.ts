import { beforeAll, describe, expect, test } from 'vitest';
import {
  type Certificate,
  readCertificate,
  thumbprint,
  toBase64,
  toBase64Cer,
  toDer,
  toPem,
} from './certificate.ts';
import { makeSigningCertificate, type SigningKey } from './signing-certificate.ts';
import { openssl } from './testing/openssl.ts';

let key: SigningKey;
let certificate: Certificate;
beforeAll(async () => {
  key = await makeSigningCertificate({ notBefore: new Date('2026-01-01T00:00:00Z') });
  certificate = key.certificate;
});

describe('written', () => {
  test('DER and PEM agree with openssl', () => {
    const pem = openssl(['x509', '-inform', 'DER', '-in', 'c'], { c: toDer(certificate) });
    expect(toPem(certificate)).toBe(pem.toString());
    expect(toBase64Cer(certificate)).toBe(pem.toString());
    const der = openssl(['x509', '-in', 'c', '-outform', 'DER'], { c: toPem(certificate) });
    expect(Buffer.from(toDer(certificate)).equals(der)).toBe(true);
  });

  test('Base64 is one line of the same bytes', () => {
    expect(toBase64(certificate)).toMatch(/^[A-Za-z0-9+/]+=*$/);
    const decoded = openssl(['base64', '-d', '-A', '-in', 'c'], { c: toBase64(certificate) });
    expect(decoded.equals(toDer(certificate))).toBe(true);
  });

  test('the thumbprint is openssl’s SHA-1 fingerprint without colons', () => {
    const args = ['x509', '-noout', '-fingerprint', '-sha1', '-in', 'c'];
    const [, fingerprint] = openssl(args, { c: toPem(certificate) })
      .toString()
      .trim()
      .split('=');
    expect(thumbprint(certificate)).toBe(fingerprint?.replaceAll(':', ''));
    expect(thumbprint(certificate)).toMatch(/^[0-9A-F]{40}$/);
  });

  test('the DER is returned as a copy', () => {
    toDer(certificate).fill(0);
    expect(readCertificate(toDer(certificate)).subject).toBe(certificate.subject);
  });
});

describe('read', () => {
  const forms: Record<string, () => Uint8Array | string> = {
    DER: () => toDer(certificate),
    'DER and a newline after it': () => Buffer.concat([toDer(certificate), Buffer.from('\n')]),
    PEM: () => toPem(certificate),
    'PEM without the last newline': () => toPem(certificate).trimEnd(),
    'PEM with Windows line ends': () => toPem(certificate).replaceAll('\n', '\r\n'),
    'PEM after a byte order mark': () => `\ufeff${toPem(certificate)}`,
    'PEM below the text openssl prints': () => `Certificate:\n  Data:\n${toPem(certificate)}`,
    'Base64 on one line': () => toBase64(certificate),
    'Base64 on one line, ended': () => `${toBase64(certificate)}\n`,
    'PEM in UTF-16 with a byte order mark': () =>
      Buffer.from(`\ufeff${toPem(certificate)}`, 'utf16le'),
    'PEM in UTF-16 without one': () => Buffer.from(toPem(certificate), 'utf16le'),
    'PEM on one line': () => toPem(certificate).replaceAll('\n', ' '),
    'PEM with line breaks as two characters': () => toPem(certificate).replaceAll('\n', '\\n'),
    'Base64 in quotes': () => `"${toBase64(certificate)}"`,
    'Base64 in UTF-16': () => Buffer.from(`\ufeff${toBase64(certificate)}`, 'utf16le'),
    'Base64 of the PEM': () => Buffer.from(toPem(certificate)).toString('base64'),
    'XML with the PEM inside': () =>
      `<ds:X509Certificate>\n${toPem(certificate)}</ds:X509Certificate>`,
    'XML with the same certificate twice': () =>
      `<a><X509Certificate>${toBase64(certificate)}</X509Certificate><x:X509Certificate xmlns:x="y">${toBase64(certificate)}</x:X509Certificate></a>`,
    'Base64 in lines': () => (toBase64(certificate).match(/.{1,76}/g) ?? []).join('\r\n'),
  };
  test.each(Object.keys(forms))('%s', (form) => {
    const read = readCertificate(Buffer.from(forms[form]?.() ?? ''));
    expect(thumbprint(read)).toBe(thumbprint(certificate));
    expect(read.notAfter.toISOString()).toBe('2029-01-01T00:00:00.000Z');
  });

  test('a certificate by openssl with an EC key and three names', () => {
    const args = ['req', '-x509', '-nodes', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'];
    const pem = openssl([
      ...args,
      '-keyout',
      'key',
      '-subj',
      '/C=US/O=Contoso/CN=sso',
      '-days',
      '1',
    ]);
    const read = readCertificate(pem);
    expect(read.subject).toBe('C=US, O=Contoso, CN=sso');
    expect(read.publicKey.asymmetricKeyType).toBe('ec');
  });
});

describe('refused', () => {
  const bundle = ['crl2pkcs7', '-nocrl', '-certfile', 'c'];
  const files: Record<string, [code: string, file: () => Uint8Array | string]> = {
    'an empty file': ['not_a_certificate', () => ''],
    'plain text': ['not_a_certificate', () => 'hello there!'],
    'Base64 of something else': [
      'not_a_certificate',
      () => Buffer.from('hello').toString('base64'),
    ],
    'a metadata document': ['not_a_certificate', () => '<EntityDescriptor/>'],
    'a certificate cut short': ['not_a_certificate', () => toDer(certificate).subarray(0, -1)],
    'a public key': [
      'public_key',
      () => key.certificate.publicKey.export({ format: 'pem', type: 'spki' }).toString(),
    ],
    'a private key': [
      'private_key',
      () => key.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    ],
    'an encrypted private key beside the certificate': [
      'private_key',
      () =>
        toPem(certificate) +
        openssl(['rsa', '-in', 'k', '-aes256', '-traditional', '-passout', 'pass:pw'], {
          k: key.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
        }).toString(),
    ],
    'PKCS #7': ['pkcs7', () => openssl(bundle, { c: toPem(certificate) })],
    'PKCS #7 in DER': [
      'pkcs7',
      () => openssl([...bundle, '-outform', 'DER'], { c: toPem(certificate) }),
    ],
    'PKCS #7 in base64': [
      'pkcs7',
      () => openssl([...bundle, '-outform', 'DER'], { c: toPem(certificate) }).toString('base64'),
    ],
    'a certificate signing request': [
      'certificate_request',
      () =>
        openssl(['req', '-new', '-key', 'k', '-subj', '/CN=sso'], {
          k: key.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
        }),
    ],
    'another armoured block': [
      'not_a_certificate',
      () => '-----BEGIN PGP MESSAGE-----\naGVsbG8=\n-----END PGP MESSAGE-----\n',
    ],
    'two certificates': ['several_certificates', () => toPem(certificate) + toPem(certificate)],
    'XML with two certificates': [
      'several_certificates',
      () =>
        `<a><X509Certificate>${toBase64(certificate)}</X509Certificate><X509Certificate>${toBase64(certificate).replace(/A/, 'B')}</X509Certificate></a>`,
    ],
    'half of UTF-16': [
      'not_a_certificate',
      () => Buffer.from(`\ufeff${toPem(certificate)}`, 'utf16le').subarray(0, -1),
    ],
    'a file beyond all measure': ['too_large', () => Buffer.alloc(64 * 1024 + 1)],
  };
  test.each(Object.keys(files))('%s', (name) => {
    const [code, file] = files[name] ?? ['', () => ''];
    expect(() => readCertificate(Buffer.from(file()))).toThrow(
      expect.objectContaining({ name: 'CertificateError', code }),
    );
  });
});
