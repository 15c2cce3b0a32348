import { describe, expect, test } from 'vitest';
import { type Certificate, thumbprint, toBase64, toPem } from '../../../certs/certificate.ts';
import { makeSigningCertificate } from '../../../certs/signing-certificate.ts';
import { certificateFor, faultyKeys } from '../../../certs/testing/faulty-certificates.ts';
import { ssoLoginUrl, today } from '../../testing/sp-under-test.ts';
import { inputValue, singleSignOnPage as page } from '../testing/administrator.ts';
import { bothAdministratorsForEachTest } from '../testing/both-administrators.ts';
import { nothing, thumbprints, tutorial } from '../testing/tutorial-settings.ts';

const at = bothAdministratorsForEachTest();

describe('a certificate file', () => {
  test.each<[string, (certificate: Certificate) => string | Uint8Array]>([
    ['DER', ({ der }) => der],
    ['DER and a newline', ({ der }) => Buffer.concat([der, Buffer.from('\n')])],
    ['base64', toBase64],
    ['base64 and a newline', (certificate) => `${toBase64(certificate)}\r\n`],
    ['PEM', toPem],
    ['PEM without a newline', (certificate) => toPem(certificate).trimEnd()],
  ])('may be %s', async (_form, write) => {
    const file = Buffer.from(write(at.own));
    expect((await at.fabrikam.upload(page, tutorial, { certificate: file })).statusCode).toBe(303);
    expect(thumbprints((await at.fabrikam.get(page)).body)).toEqual([thumbprint(at.own)]);
  });

  test.each([
    ['no certificate', Buffer.from('hello world'), 'is not an X.509 certificate'],
    [
      'metadata',
      Buffer.from('\ufeff<?xml version="1.0"?><EntityDescriptor>'),
      'This is the federation metadata',
    ],
    ['too large for one', Buffer.alloc(65 * 1024, 'A'), 'larger than 64 KB'],
    ['left out', nothing, 'Choose the certificate of the identity provider'],
  ])('is refused when it is %s', async (_why, certificate, said) => {
    const answer = await at.fabrikam.upload(page, tutorial, { certificate });
    expect(answer.statusCode).toBe(400);
    expect(answer.body).toContain(said);
    expect(inputValue(answer.body, 'ssoLoginUrl')).toBe(ssoLoginUrl);
    expect(await at.settings('fabrikam')).toBeUndefined();
    const control = await at.fabrikam.upload(page, tutorial, { certificate: at.own.der });
    expect(control.statusCode).toBe(303);
  });

  test.each(faultyKeys)(
    'is refused with a key nobody should trust: %s',
    async (_what, _code, key) => {
      const certificate = Buffer.from(certificateFor(key));
      const answer = await at.fabrikam.upload(page, tutorial, { certificate });
      expect(answer.statusCode).toBe(400);
      expect(answer.body).toMatch(
        /The (?:key|RSA key|public exponent) [^<]*Use a certificate with/,
      );
      expect(await at.settings('fabrikam')).toBeUndefined();
      const control = await at.fabrikam.upload(page, tutorial, { certificate: at.own.der });
      expect(control.statusCode).toBe(303);
    },
  );

  test('is refused without being read above 1 MB', async () => {
    const certificate = Buffer.alloc(1024 * 1024 + 1);
    const answer = await at.fabrikam.upload(page, tutorial, { certificate });
    expect(answer.statusCode).toBe(413);
    expect(answer.body).toContain('The certificate is larger than 64 KB');
    expect(answer.body).toContain('Go back (the form keeps what you typed)');
    const control = await at.fabrikam.upload(page, tutorial, { certificate: at.own.der });
    expect(control.statusCode).toBe(303);
  });
});

describe('several certificates', () => {
  const add = async (certificate: Uint8Array) =>
    at.contoso.upload(
      page,
      { ...tutorial, revision: await at.revision('contoso') },
      { certificate },
    );
  const remove = (certificate: Certificate, person = at.contoso) =>
    person.post(`${page}/certificates/${thumbprint(certificate)}/remove`);

  test('are added for a rollover, each once, and removed', async () => {
    await add(at.next.der);
    await add(Buffer.from(toPem(at.next)));
    expect(thumbprints((await at.contoso.get(page)).body)).toEqual([
      thumbprint(at.own),
      thumbprint(at.next),
    ]);
    expect((await remove(at.own)).headers.location).toBe(`${page}?done=certificate-removed`);
    expect(thumbprints((await at.contoso.get(page)).body)).toEqual([thumbprint(at.next)]);
    expect((await remove(at.own)).statusCode).toBe(404);
  });

  test('the page warns about one that was removed before', async () => {
    await add(at.next.der);
    await remove(at.own);
    expect((await at.contoso.get(page)).body).not.toContain('Removed before');
    expect((await add(at.own.der)).statusCode).toBe(303);
    const { body } = await at.contoso.get(page);
    expect(body.match(/was removed on 2026-01-31 and is trusted/g)).toHaveLength(1);
    await remove(at.own);
    expect((await at.contoso.get(page)).body).not.toContain('Removed before');
  });

  test('the last one cannot be removed', async () => {
    const answer = await remove(at.own);
    expect(answer.statusCode).toBe(409);
    expect(answer.body).toContain('This is the only certificate');
    await add(at.next.der);
    expect((await remove(at.own)).statusCode).toBe(303);
  });

  test('can be removed only by their company', async () => {
    await add(at.next.der);
    expect((await remove(at.next, at.fabrikam)).statusCode).toBe(404);
    expect((await at.settings('contoso'))?.input.certificates).toHaveLength(2);
  });

  test('are ten at most', async () => {
    const many = await Promise.all(
      Array.from({ length: 10 }, () => makeSigningCertificate({ notBefore: today })),
    );
    const keptCertificate = many.map(({ certificate }) => toBase64(certificate));
    const typed = { ...tutorial, revision: await at.revision('contoso') };
    const files = { certificate: nothing };
    const answer = await at.contoso.upload(page, { ...typed, keptCertificate }, files);
    expect(answer.statusCode).toBe(400);
    expect(answer.body).toContain('At most ten certificates are allowed');
    const nine = { ...typed, keptCertificate: keptCertificate.slice(1) };
    expect((await at.contoso.upload(page, nine, files)).statusCode).toBe(303);
  });
});
