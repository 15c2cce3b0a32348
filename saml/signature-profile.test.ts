import { createHash, createHmac, type KeyObject, sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { canonical, element, wire, type XmlElement } from './canonical-writer.ts';
import { ns } from './names.ts';
import {
  assertion,
  response,
  rsa,
  type SignedInfoOptions,
  signedInfo,
} from './testing/messages.ts';
import { honest, refusal } from './testing/verify-response.ts';

const digest = createHash('sha256').update(canonical(assertion())).digest('base64');
const reference = { uri: '#_a1', digest };

/** Signs any SignedInfo with the trusted key, so that only its form is wrong. */
function signedBy(
  key: KeyObject | ((bytes: Buffer) => Buffer),
  options: SignedInfoOptions,
  extra: XmlElement[] = [],
): string {
  const target = assertion();
  const info = signedInfo({ references: [reference], ...options });
  const bytes = Buffer.from(canonical(info, { '': ns.dsig }));
  const value = typeof key === 'function' ? key(bytes) : sign('sha256', bytes, key);
  const signature = element(
    'Signature',
    { xmlns: ns.dsig },
    info,
    element('SignatureValue', {}, value.toString('base64')),
    ...extra,
  );
  return wire(response({ ...target, children: target.children.toSpliced(1, 0, signature) }));
}

describe('the algorithm that a Signature names', () => {
  test('cannot be HMAC with the public key as its secret', () => {
    const secret = rsa.publicKey.export({ type: 'spki', format: 'pem' });
    const hmac = (bytes: Buffer) => createHmac('sha256', secret).update(bytes).digest();
    const method = 'http://www.w3.org/2001/04/xmldsig-more#hmac-sha256';
    expect(refusal(signedBy(rsa.privateKey, {}))).toBe('accepted');
    expect(refusal(signedBy(hmac, { method }))).toBe('algorithm_not_allowed');
  });

  test('cannot be SHA-1 for the digest of an RSA-SHA256 signature', () => {
    const xml = (digestMethod: string) =>
      refusal(signedBy(rsa.privateKey, { references: [{ ...reference, digestMethod }] }));
    expect(xml('http://www.w3.org/2001/04/xmlenc#sha256')).toBe('accepted');
    expect(xml('http://www.w3.org/2000/09/xmldsig#sha1')).toBe('algorithm_not_allowed');
  });
});

describe('a Signature by the right key that SAML Core 5.4 does not allow', () => {
  const enveloped = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';
  const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';

  test('control: the allowed form, without KeyInfo, is accepted', () => {
    expect(refusal(signedBy(rsa.privateKey, {}))).toBe('accepted');
  });

  test.each<[string, SignedInfoOptions]>([
    ['no Reference', { references: [] }],
    ['two References', { references: [reference, { ...reference, uri: '#_r1' }] }],
    ['an empty URI', { references: [{ ...reference, uri: '' }] }],
    ['no URI', { references: [{ ...reference, uri: undefined }] }],
    ['another element', { references: [{ ...reference, uri: '#_r1' }] }],
    ['an external URI', { references: [{ ...reference, uri: 'http://127.0.0.1:1/x' }] }],
    ['one transform', { references: [{ ...reference, transforms: [enveloped] }] }],
    [
      'three transforms',
      { references: [{ ...reference, transforms: [enveloped, exclusive, exclusive] }] },
    ],
    [
      'XSLT',
      {
        references: [
          { ...reference, transforms: ['http://www.w3.org/TR/1999/REC-xslt-19991116', exclusive] },
        ],
      },
    ],
    ['inclusive C14N', { c14n: 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315' }],
  ])('is refused for %s', (_, options) => {
    expect(refusal(signedBy(rsa.privateKey, options))).toBe('signature_profile');
  });

  test('an ID that occurs twice is refused', async () => {
    const xml = await honest();
    const decoy = '<x:decoy xmlns:x="urn:x" ID="_a1"/>';
    expect(refusal(xml.replace('<samlp:Status>', `${decoy.replace('_a1', '_b1')}$&`))).toBe(
      'accepted',
    );
    expect(refusal(xml.replace('<samlp:Status>', `${decoy}$&`))).toBe('signature_profile');
  });

  test.each(['SignatureValue', 'DigestValue'])('an empty %s is refused', async (name) => {
    const xml = await honest();
    const emptied = xml.replace(new RegExp(`<${name}>[^<]+`), `<${name}>`);
    expect(refusal(xml)).toBe('accepted');
    expect(refusal(emptied)).toBe('signature_profile');
  });

  test('an Object beside the SignedInfo is refused', () => {
    expect(refusal(signedBy(rsa.privateKey, {}, [element('Object', {})]))).toBe(
      'signature_profile',
    );
  });
});
