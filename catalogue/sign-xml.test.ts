import { createPublicKey, X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openResponse } from '../saml/response.ts';
import { canonicalElement } from './canonical-form.ts';
import { asHostile } from './honest.ts';
import { renderResponse } from './render.ts';
import type { SigningIdentity } from './response-spec.ts';
import { signByLibrary } from './sign-by-library.ts';
import { digestOf, placeSignature, signedAssertion, signedResponse, signXml } from './sign-xml.ts';
import { digestMethod, digestValue, signatureMethod } from './signature-methods.ts';
import { signedInfoXml, signSignedInfo } from './signed-info.ts';
import { testCast, testSpec } from './testing/cast.ts';
import { replaceContent, replaceOnce } from './xml-text.ts';

const { cast } = await testCast();
const spec = testSpec(cast);

const publicKeyOf = (key: SigningIdentity) =>
  new X509Certificate(Buffer.from(key.certificateBase64, 'base64')).publicKey;

function verify(xml: string, publicKey = publicKeyOf(cast.idp), allowSha1 = false) {
  using response = openResponse(Buffer.from(xml));
  expect(response.schemaErrors).toEqual([]);
  return response.verify({ certificates: [{ publicKey, thumbprint: 'T' }], allowSha1 });
}

const plain = renderResponse(spec);
/** The kinds of XML that cases sign. */
const spellings = {
  plain,
  'white space': plain.replaceAll('><', '>\n  <'),
  'text to escape': replaceContent(plain, 'NameID', 'Zo\u00EB &amp; &lt;\u{1F600}&gt; "&#xD;\''),
  // The transform removes only its own Signature (XML Signature 1.1, 6.6.4).
  'another Signature': signedAssertion(spec),
  'a comment': replaceContent(plain, 'NameID', 'B<!-- here -->.Simon'),
  CDATA: replaceContent(plain, 'NameID', '<![CDATA[<B>]]>'),
  'unused declarations': replaceOnce(plain, '<Subject>', '<Subject xmlns:xs="urn:xs">'),
  'other prefixes': replaceOnce(plain, '<Subject>', '<Subject xmlns:b="urn:b" b:z="1" a="2">'),
};

describe('signXml', () => {
  it('signs valid messages that our verifier accepts, which shares no code with it', () => {
    expect(verify(signedAssertion(spec)).signed).toBe('Assertion');
    expect(verify(signedResponse(spec)).signed).toBe('Response');
    const both = signXml(signedAssertion(spec), { element: 'Response', key: cast.idp });
    expect(verify(both).signed).toBe('both');
    expect(verify(both).assertion.nameID?.value).toBe('B.Simon@contoso.com');
  });

  it('changes nothing except to insert the Signature', () => {
    const signed = signedAssertion(spec);
    expect(signed.replace(/<Signature .*<\/Signature>/, '')).toBe(renderResponse(spec));
  });

  it.each([
    [signatureMethod.rsaSha1, digestMethod.sha1],
    [signatureMethod.rsaSha384, digestMethod.sha384],
    [signatureMethod.rsaSha512, digestMethod.sha512],
  ])('knows %s', (signatureAlgorithm, digestAlgorithm) => {
    const xml = signXml(renderResponse(spec), {
      element: 'Assertion',
      key: cast.idp,
      signatureAlgorithm,
      digestAlgorithm,
    });
    expect(verify(xml, undefined, true).algorithm).toBe(signatureAlgorithm);
  });

  it('signs with ECDSA in the form of XML Signature', () => {
    const key = cast.idpEcKey;
    if (!key) throw new Error('no EC key');
    const xml = signXml(renderResponse(spec), {
      element: 'Assertion',
      key,
      signatureAlgorithm: signatureMethod.ecdsaSha256,
    });
    const { algorithm } = verify(xml, createPublicKey(key.privateKey));
    expect(algorithm).toBe(signatureMethod.ecdsaSha256);
  });

  it('finds an element by its ID', () => {
    const xml = signXml(renderResponse(spec), { element: `#${spec.assertion.id}`, key: cast.idp });
    expect(xml).toBe(signedAssertion(spec));
  });

  it('supports other prefixes, another KeyInfo and none', () => {
    const options = { element: 'Assertion', key: cast.idp } as const;
    const prefixed = signXml(renderResponse(spec), { ...options, prefix: 'dsig' });
    expect(prefixed).toContain('<dsig:X509Certificate>');
    expect(verify(prefixed).signed).toBe('Assertion');
    const bare = signXml(renderResponse(spec), { ...options, keyInfo: null });
    expect(bare).not.toContain('KeyInfo');
    expect(verify(bare).signed).toBe('Assertion');
    expect(
      signXml(renderResponse(spec), { ...options, keyInfo: '<KeyName>a</KeyName>' }),
    ).toContain('<KeyInfo><KeyName>a</KeyName></KeyInfo>');
  });

  describe.each(Object.entries(spellings))('writes the same bytes as xml-crypto: %s', (_, xml) => {
    it.each(['Assertion', 'Response', `#${spec.assertion.id}`])('%s', (element) => {
      const options = { element, key: cast.idp };
      const byLibrary = placeSignature(xml, element, signByLibrary(xml, options));
      expect(signXml(xml, options)).toBe(byLibrary);
    });
  });

  it('names what is missing', () => {
    const key = cast.idp;
    expect(() => signXml('<a/>', { element: 'Assertion', key })).toThrow(
      'The XML has no element Assertion to sign.',
    );
    expect(() => signXml('<a/>', { element: 'a', key })).toThrow('a has no ID for a Reference.');
  });
});

describe('signatures by hand', () => {
  const byHand = (change = (signedInfo: string) => signedInfo) => {
    const xml = renderResponse(spec);
    const digest = digestOf(xml, 'Assertion');
    const info = signedInfoXml({
      references: [{ uri: `#${spec.assertion.id}`, digestValue: digest }],
    });
    return placeSignature(xml, 'Assertion', signSignedInfo(change(info), { key: cast.idp }));
  };

  it('verify in the usual shape', () => {
    expect(verify(byHand()).signed).toBe('Assertion');
  });

  it('are genuine, so another shape is refused for its shape', () => {
    const other = (info: string) => info.replace('<Reference URI="#', '<Reference URI="#x');
    expect(() => verify(byHand(other))).toThrow(
      expect.objectContaining({ code: 'signature_profile' }),
    );
  });

  it('digest the same bytes as the verifier', () => {
    const signed = signedAssertion(spec);
    const octets = canonicalElement(renderResponse(spec), 'Assertion').octets;
    expect(octets).toMatch(/^<Assertion xmlns="urn:oasis:names:tc:SAML:2.0:assertion" ID="/);
    expect(signed).toContain(
      `<DigestValue>${digestValue(digestMethod.sha256, octets)}</DigestValue>`,
    );
  });
});

describe('the hostile copy', () => {
  it('verifies once the trusted key signs it, so only the missing signature stops it', () => {
    const hostile = asHostile(spec);
    expect(verify(signedAssertion(hostile)).assertion.nameID?.value).toBe('hostile@example.test');
    expect(renderResponse(hostile)).not.toContain('B.Simon@contoso.com');
  });

  it('fails with the signature of the valid message', () => {
    const forged = replaceOnce(
      signedAssertion(spec),
      /(?<=<NameID[^>]*>)[^<]+/,
      'hostile@example.test',
    );
    expect(() => verify(forged)).toThrow(expect.objectContaining({ code: 'signature_invalid' }));
  });
});
