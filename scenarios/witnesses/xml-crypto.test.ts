import { afterAll, describe, expect, test } from 'vitest';
import { SignedXml } from 'xml-crypto';
import { altered, alteredSignature } from './testing/altered.ts';
import { startContoso } from './testing/contoso.ts';
import { signedByUs } from './testing/signed-by-us.ts';

const contoso = await startContoso();
afterAll(() => contoso.close());

const contentChanged = /^invalid signature: for uri #\S+ calculated digest is/;
const signatureChanged = /^invalid signature: the signature value/;

describe('xml-crypto verifies', () => {
  test.for(['assertion', 'response', 'both'] as const)(
    'the response of the identity provider, signing option %s',
    async (signingOption) => {
      const { appId, certificatePem } = await contoso.addApplication({ signingOption });
      const { xml } = await contoso.launch(appId);
      const signatures = signingOption === 'both' ? 2 : 1;

      expect(objections(xml, certificatePem)).toEqual(Array(signatures).fill(undefined));
      expect(objections(altered(xml, contoso.nameId), certificatePem)).toEqual(
        Array(signatures).fill(expect.stringMatching(contentChanged)),
      );
      expect(objections(alteredSignature(xml), certificatePem)).toContainEqual(
        expect.stringMatching(signatureChanged),
      );
    },
  );

  test('the federation metadata', async () => {
    const application = await contoso.addApplication();
    const xml = await application.metadata();

    expect(objections(xml, application.certificatePem)).toEqual([undefined]);
    expect(objections(altered(xml, contoso.issuer), application.certificatePem)).toEqual([
      expect.stringMatching(contentChanged),
    ]);
  });

  test.for(['sha1', 'sha256', 'sha512'] as const)('an RSA signature with %s', async (digest) => {
    const { xml, certificatePem } = await signedByUs({ digest });
    const other = await signedByUs({ digest });

    expect(objections(xml, certificatePem)).toEqual([undefined]);
    expect(objections(xml, other.certificatePem)).toEqual([
      expect.stringMatching(signatureChanged),
    ]);
    expect(objections(altered(xml, 'honest@example.test'), certificatePem)).toEqual([
      expect.stringMatching(contentChanged),
    ]);
  });
});

/** The library's objection to each signature of the message, in document order; undefined for a valid signature. */
function objections(xml: string, trusted: string): (string | undefined)[] {
  return [...xml.matchAll(/<Signature .*?<\/Signature>/gs)].map(([signature]) => {
    const verifier = new SignedXml({ publicCert: trusted, getCertFromKeyInfo: () => null });
    verifier.loadSignature(signature);
    try {
      if (verifier.checkSignature(xml)) return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
    const [reference] = verifier.getReferences();
    return reference?.validationError?.message ?? 'not valid';
  });
}
