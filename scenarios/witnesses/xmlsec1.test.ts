import { afterAll, describe, expect, test } from 'vitest';
import { altered, alteredSignature } from './testing/altered.ts';
import { startContoso } from './testing/contoso.ts';
import { signedByUs } from './testing/signed-by-us.ts';
import { xmlsec1 } from './testing/xmlsec1.ts';

const contoso = await startContoso();
afterAll(() => contoso.close());

describe('xmlsec1 verifies', () => {
  test.for([
    ['assertion', ['valid'], ['content changed'], ['signature changed']],
    ['response', ['valid'], ['content changed'], ['signature changed']],
    // The signature of the response covers the assertion and its signature, so only the first of the two values was changed.
    [
      'both',
      ['valid', 'valid'],
      ['content changed', 'content changed'],
      ['signature changed', 'valid'],
    ],
  ] as const)(
    'the response of the identity provider, signing option %s',
    async ([signingOption, valid, contentChanged, signatureChanged], context) => {
      const verify = xmlsec1(context);
      const { appId, certificatePem } = await contoso.addApplication({ signingOption });
      const { xml } = await contoso.launch(appId);

      expect(verify(xml, certificatePem)).toEqual(valid);
      expect(verify(altered(xml, contoso.nameId), certificatePem)).toEqual(contentChanged);
      expect(verify(alteredSignature(xml), certificatePem)).toEqual(signatureChanged);
    },
  );

  test('the federation metadata', async (context) => {
    const verify = xmlsec1(context);
    const application = await contoso.addApplication();
    const xml = await application.metadata();

    expect(verify(xml, application.certificatePem)).toEqual(['valid']);
    expect(verify(altered(xml, contoso.issuer), application.certificatePem)).toEqual([
      'content changed',
    ]);
  });

  test.for(['sha1', 'sha256', 'sha384', 'sha512'] as const)(
    'an RSA signature with %s',
    async (digest, context) => {
      const verify = xmlsec1(context);
      const { xml, certificatePem } = await signedByUs({ digest });

      expect(verify(xml, certificatePem)).toEqual(['valid']);
      expect(verify(altered(xml, 'honest@example.test'), certificatePem)).toEqual([
        'content changed',
      ]);
    },
  );

  test('no signature by a certificate that it does not trust', async (context) => {
    const verify = xmlsec1(context);
    const { xml, certificatePem } = await signedByUs({ digest: 'sha256' });
    const other = await signedByUs({ digest: 'sha256' });

    expect(verify(xml, certificatePem)).toEqual(['valid']);
    expect(verify(xml, other.certificatePem)).toEqual(['certificate not trusted']);
  });
});
