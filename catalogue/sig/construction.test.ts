import { createHash, verify as cryptoVerify, X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { canonicalize } from '../../saml/dom.ts';
import { parseVerified } from '../../saml/parse.ts';
import type { MessageRun } from '../case.ts';
import type { ResponseSpec } from '../response-spec.ts';
import { signedAssertion } from '../sign-xml.ts';
import { testCast, testSpec } from '../testing/cast.ts';
import { contentText, elementText } from '../xml-text.ts';
import { borrowedSignature } from './borrowed-signature.ts';
import { sigCases } from './index.ts';

const { cast } = await testCast();

/** Whether the value of the (first) Signature matches its (first) SignedInfo, which is canonical as written. */
function signatureFits(xml: string, signedInfo = elementText(xml, 'SignedInfo')): boolean {
  const { publicKey } = new X509Certificate(Buffer.from(cast.idp.certificateBase64, 'base64'));
  const value = Buffer.from(contentText(xml, 'SignatureValue'), 'base64');
  return cryptoVerify('sha256', Buffer.from(signedInfo), publicKey, value);
}

/** By libxml2. */
function canonicalForm(xml: string, maxBytes?: number): string {
  const document = parseVerified(Buffer.from(xml));
  try {
    return canonicalize(document, maxBytes).toString();
  } finally {
    document.dispose();
  }
}

const messageOf = async (id: string, number: number, honest: ResponseSpec): Promise<string> => {
  const run = sigCases.find((one) => one.id === id)?.runs[number - 1];
  if (!run?.message) throw new Error(`${id}#${number} is not a message run.`);
  return String((await (run as MessageRun).message(honest)).xml);
};

describe('the signature is genuine, so the named fault is the only one', () => {
  const spec = testSpec(cast);
  it.each([
    ['sig-no-reference', 1],
    ['sig-reference-empty-uri', 1],
    ['sig-reference-empty-uri', 2],
    ['sig-reference-external', 2],
    ['sig-reference-other-element', 1],
    ['sig-reference-other-element', 3],
    ['sig-two-references', 1],
    ['sig-two-references', 2],
    ['sig-transform-xslt', 2],
    ['sig-transform-xpath', 1],
    ['sig-transform-xpath', 2],
    ['sig-transform-unknown', 1],
    ['sig-transform-excess', 2],
  ] as const)('%s#%i', async (id, number) => {
    const xml = await messageOf(id, number, spec);
    expect(signatureFits(xml)).toBe(true);
    expect(canonicalForm(elementText(xml, 'SignedInfo'))).toBe(elementText(xml, 'SignedInfo'));
  });

  it('covers SignedInfo as it was before the comment', async () => {
    const xml = await messageOf('sig-digest-comment', 1, spec);
    const canonical = elementText(xml, 'SignedInfo')
      .replace(/<!--.*?-->/, '')
      .replace('<SignedInfo', '<SignedInfo xmlns="http://www.w3.org/2000/09/xmldsig#"')
      .replace(
        /<(CanonicalizationMethod|SignatureMethod|Transform|DigestMethod) ([^>]*)\/>/g,
        '<$1 $2></$1>',
      );
    expect(signatureFits(xml, canonical)).toBe(true);
  });

  it('covers SignedInfo in its canonical form, even if that is much longer', async () => {
    const xml = await messageOf('sig-transform-excess', 4, spec);
    const canonical = canonicalForm(elementText(xml, 'SignedInfo'), 32_000_000);
    expect(canonical.length).toBeGreaterThan(50 * xml.length);
    expect(signatureFits(xml, canonical)).toBe(true);
  });

  it('is borrowed, with a digest other than that of the forgery', () => {
    const { signature, forgedDigest } = borrowedSignature(spec);
    expect(contentText(signature, 'DigestValue')).not.toBe(forgedDigest);
    expect(Buffer.from(forgedDigest, 'base64')).toHaveLength(createHash('sha256').digest().length);
  });
});

describe('a forgery reads like a valid message', () => {
  const spec = testSpec(cast);
  it.each(['sig-tampered-attribute', 'sig-tampered-nameid', 'sig-tampered-conditions'])(
    '%s differs from the valid message only in its Signature',
    async (id) => {
      const withoutIt = (xml: string) => xml.replace(/<Signature .*<\/Signature>/, '');
      const forged = await messageOf(id, 1, spec);
      expect(forged).not.toBe(signedAssertion(spec));
      expect(withoutIt(forged)).toBe(withoutIt(signedAssertion(spec)));
    },
  );
});
