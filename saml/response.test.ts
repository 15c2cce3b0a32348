import { createHash, createHmac, type KeyObject, sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { canonical, element, wire, type XmlElement } from './canonical-writer.ts';
import { SamlError, type SamlErrorCode } from './errors.ts';
import { ns } from './names.ts';
import { openResponse } from './response.ts';
import { signEnveloped } from './sign.ts';
import {
  assertion,
  ec,
  otherRsa,
  response,
  rsa,
  type SignedInfoOptions,
  signedInfo,
  signingKey,
  trusted,
} from './testing/messages.ts';
import type { VerifyOptions } from './verify.ts';

function verify(xml: string, options: Partial<VerifyOptions> = {}) {
  using received = openResponse(Buffer.from(xml));
  return received.verify({ certificates: trusted, ...options });
}

function refusal(xml: string, options?: Partial<VerifyOptions>): SamlErrorCode | 'accepted' {
  try {
    verify(xml, options);
    return 'accepted';
  } catch (error) {
    if (error instanceof SamlError) return error.code;
    throw error;
  }
}

const signedAssertion = async () => signEnveloped(assertion(), { key: signingKey });
const honest = async () => wire(response(await signedAssertion()));

describe('a genuine signature', () => {
  test('of the Assertion gives its content', async () => {
    const { signed, assertion: read, envelope } = verify(await honest());
    expect(signed).toBe('Assertion');
    expect(envelope).toBeUndefined();
    expect(read.nameID).toEqual({ value: 'honest@example.test' });
    expect(read.conditions?.audienceRestrictions).toEqual([['https://sp.example.test/metadata']]);
    expect(read.attributes).toEqual([
      { name: 'mail', friendlyName: 'E-mail', values: ['one & <two>', 'three'] },
    ]);
    expect(read.subjectConfirmations[0]).toMatchObject({ inResponseTo: 'id1' });
    expect(read.authnStatements[0]).toMatchObject({ sessionIndex: '_a1' });
  });

  test('of the Response covers the Assertion in it', async () => {
    const { signed, envelope } = verify(
      wire(await signEnveloped(response(assertion()), { key: signingKey })),
    );
    expect(signed).toBe('Response');
    expect(envelope?.destination).toBe('https://sp.example.test/acs');
  });

  test('of both', async () => {
    const both = await signEnveloped(response(await signedAssertion()), { key: signingKey });
    expect(verify(wire(both)).signed).toBe('both');
  });

  test.each(['sha384', 'sha512'] as const)('with %s', async (digest) => {
    const signed = await signEnveloped(assertion(), { key: signingKey, digest });
    expect(verify(wire(response(signed))).algorithm).toContain(digest);
  });

  test('with ECDSA', async () => {
    const key = { privateKey: ec.privateKey, certificateBase64: 'AAAA' };
    const xml = wire(response(await signEnveloped(assertion(), { key })));
    const certificates = [...trusted, { publicKey: ec.publicKey, thumbprint: 'EC' }];
    expect(verify(xml, { certificates }).thumbprint).toBe('EC');
  });

  test('with SHA-1 only when allowed', async () => {
    const xml = wire(
      response(await signEnveloped(assertion(), { key: signingKey, digest: 'sha1' })),
    );
    expect(refusal(xml)).toBe('algorithm_not_allowed');
    expect(refusal(xml, { allowSha1: true })).toBe('accepted');
  });

  test.each([0, 1, 2])('of a text larger than any buffer, shifted by %i bytes', async (shift) => {
    const name = `${'x'.repeat(shift)}${'\u20ac'.repeat(20_000)}@example.test`;
    const signed = await signEnveloped(assertion(name), { key: signingKey });
    expect(verify(wire(response(signed))).assertion.nameID?.value).toBe(name);
  });

  test('survives white space between elements that was there when it was made', async () => {
    const pretty: XmlElement = {
      ...assertion(),
      children: assertion().children.flatMap((c) => ['\n  ', c]),
    };
    expect(refusal(wire(response(await signEnveloped(pretty, { key: signingKey }))))).toBe(
      'accepted',
    );
  });
});

describe('an altered message', () => {
  test.each([
    ['NameID', 'honest@example.test', 'hostile@example.test'],
    ['attribute', 'three', 'four'],
    ['NotOnOrAfter', 'NotOnOrAfter="2026-01-01T01', 'NotOnOrAfter="2036-01-01T01'],
    ['Audience', 'https://sp.example.test/metadata', 'https://other.example.test/'],
  ])('%s', async (_, from, to) => {
    const xml = await honest();
    expect(refusal(xml)).toBe('accepted');
    expect(refusal(xml.replace(from, to))).toBe('signature_invalid');
  });

  test('with its signature taken away', async () => {
    const xml = await honest();
    expect(refusal(xml.replace(/<Signature.*<\/Signature>/, ''))).toBe('signature_missing');
  });

  test('of which the Response signature is broken and the Assertion signature is whole', async () => {
    const both = wire(await signEnveloped(response(await signedAssertion()), { key: signingKey }));
    expect(refusal(both)).toBe('accepted');
    expect(refusal(both.replace('Destination="https://sp', 'Destination="https://ps'))).toBe(
      'signature_invalid',
    );
  });

  test('a comment inside a signed value does not cut it short', async () => {
    const xml = await honest();
    const split = xml.replace('honest@example.test', 'honest@<!---->example.test');
    expect(verify(split).assertion.nameID?.value).toBe('honest@example.test');
  });

  test('a comment inside the Signature', async () => {
    const xml = await honest();
    const split = xml.replace('<SignatureValue>', '<SignatureValue><!---->');
    expect(refusal(split)).toBe('signature_profile');
  });
});

describe('keys', () => {
  test('another key', async () => {
    const key = { ...signingKey, privateKey: otherRsa.privateKey };
    const xml = wire(response(await signEnveloped(assertion(), { key })));
    expect(refusal(xml)).toBe('untrusted_key');
  });

  test('no key configured', async () => {
    expect(refusal(await honest(), { certificates: [] })).toBe('untrusted_key');
  });

  test('HMAC over the public key', () => {
    const method = 'http://www.w3.org/2001/04/xmldsig-more#hmac-sha256';
    const secret = rsa.publicKey.export({ type: 'spki', format: 'pem' });
    const xml = signedBy((bytes) => createHmac('sha256', secret).update(bytes).digest(), {
      method,
    });
    expect(refusal(xml)).toBe('algorithm_not_allowed');
  });
});

/** Signs whatever SignedInfo is asked for with the genuine key: the fault is in the shape alone. */
function signedBy(
  key: KeyObject | ((bytes: Buffer) => Buffer),
  options: SignedInfoOptions,
  extra: XmlElement[] = [],
): string {
  const target = assertion();
  const digest = createHash('sha256').update(canonical(target)).digest('base64');
  const info = signedInfo({ references: [{ uri: '#_a1', digest }], ...options });
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

describe('a Signature of another shape than SAML Core 5.4 allows, made with the right key', () => {
  const digest = createHash('sha256').update(canonical(assertion())).digest('base64');
  const reference = { uri: '#_a1', digest };
  const enveloped = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';
  const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';

  test('control: the honest shape, without KeyInfo, is accepted', () => {
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
  ])('%s', (_, options) => {
    expect(refusal(signedBy(rsa.privateKey, options))).toBe('signature_profile');
  });

  test('an ID that another element repeats', async () => {
    const xml = await honest();
    const decoy = '<x:decoy xmlns:x="urn:x" ID="_a1"/>';
    expect(refusal(xml.replace('<samlp:Status>', `${decoy.replace('_a1', '_b1')}$&`))).toBe(
      'accepted',
    );
    expect(refusal(xml.replace('<samlp:Status>', `${decoy}$&`))).toBe('signature_profile');
  });

  test.each(['SignatureValue', 'DigestValue'])('an empty %s', async (name) => {
    const xml = await honest();
    const emptied = xml.replace(new RegExp(`<${name}>[^<]*`), `<${name}>`);
    expect(refusal(emptied)).toBe('signature_profile');
  });

  test('an Object', () => {
    expect(refusal(signedBy(rsa.privateKey, {}, [element('Object', {})]))).toBe(
      'signature_profile',
    );
  });

  test('a SHA-1 digest under an RSA-SHA256 signature', () => {
    const weak = { ...reference, digestMethod: 'http://www.w3.org/2000/09/xmldsig#sha1' };
    expect(refusal(signedBy(rsa.privateKey, { references: [weak] }))).toBe('algorithm_not_allowed');
  });
});

describe('a message that grows when it is canonicalised', () => {
  const longNamespace = `urn:${'x'.repeat(500)}`;

  test.each([
    ['CanonicalizationMethod', 'canonicalised by exclusive C14N'],
    ['SignatureMethod', 'no parameters'],
    ['Transform', 'transforms must be'],
    ['DigestMethod', 'no parameters'],
  ])('elements in %s are refused before anything is written', async (name, rule) => {
    const xml = await honest();
    const grown = xml.replace(
      new RegExp(`(<${name} [^>]*?)(?:/>|></${name}>)`),
      `$1 xmlns:a="${longNamespace}">${'<a:x/>'.repeat(5000)}</${name}>`,
    );
    expect(grown.length).toBeGreaterThan(xml.length + 30_000);
    expect(() => verify(grown)).toThrow(rule);
  });

  test('a SignedInfo larger than 64 KiB', async () => {
    const xml = await honest();
    const spaced = (blanks: number) => xml.replace('<Reference', `${' '.repeat(blanks)}$&`);
    expect(refusal(spaced(10_000))).toBe('untrusted_key');
    expect(refusal(spaced(65_000))).toBe('too_large');
  });

  test('a namespace with a very long name, before the schema looks at it', async () => {
    const xml = await honest();
    const extended = (length: number) =>
      xml.replace(
        '<samlp:Status>',
        `<samlp:Extensions><a:x xmlns:a="urn:${'x'.repeat(length)}"/></samlp:Extensions>$&`,
      );
    expect(refusal(extended(500))).toBe('accepted');
    expect(refusal(extended(600))).toBe('too_large');
  });

  test('a Response whose canonical form is too large, under a SignedInfo that is genuine', async () => {
    const xml = wire(await signEnveloped(response(assertion()), { key: signingKey }));
    const extended = (uri: string) =>
      xml.replace(
        '<samlp:Status>',
        `<samlp:Extensions xmlns:a="${uri}">${'<a:x/>'.repeat(10_000)}</samlp:Extensions>$&`,
      );
    expect(refusal(extended('urn:a'))).toBe('signature_invalid');
    expect(refusal(extended(longNamespace))).toBe('too_large');
  });

  test('many typed values meet the same limit on attributes before and after', async () => {
    const typed = element(
      'AttributeValue',
      {
        'xmlns:xs': 'http://www.w3.org/2001/XMLSchema',
        'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
        'xsi:type': 'xs:string',
      },
      'group',
    );
    const one = assertion();
    const signed = await signEnveloped(
      {
        ...one,
        children: [
          ...one.children,
          element(
            'AttributeStatement',
            {},
            element('Attribute', { Name: 'groups' }, ...Array.from({ length: 900 }, () => typed)),
          ),
        ],
      },
      { key: signingKey },
    );
    // As other signers write it: the namespaces once, where the message begins.
    const declarations = / xmlns:xs="[^"]*" xmlns:xsi="[^"]*"/;
    const xml = wire(response(signed));
    const [once = ''] = declarations.exec(xml) ?? [];
    const short = xml.replaceAll(once, '').replace('<samlp:Response', `$&${once}`);
    expect(short.split('=').length).toBeLessThan(1100);
    expect(xml.split('=').length).toBeGreaterThan(2700);
    expect(verify(short).assertion.attributes[1]?.values).toHaveLength(900);
  });
});

describe('the envelope', () => {
  test('is told, verified or not, with what the schema objects to', async () => {
    using received = openResponse(Buffer.from(await honest()));
    expect(received.schemaErrors).toEqual([]);
    expect(received.envelope).toEqual({
      id: '_r1',
      version: '2.0',
      issueInstant: '2026-01-01T00:00:00.000Z',
      destination: 'https://sp.example.test/acs',
      inResponseTo: 'id1',
      issuer: 'https://idp.example.test/',
      status: { code: 'urn:oasis:names:tc:SAML:2.0:status:Success' },
      assertions: 1,
      encryptedAssertions: 0,
    });
  });

  test.each([
    ['a repeated ID', (xml: string) => xml.replace('ID="_r1"', 'ID="_a1"'), /ID/],
    ['no Status', (xml: string) => xml.replace(/<samlp:Status>.*<\/samlp:Status>/, ''), /Status/],
    [
      'an instant that is none',
      (xml: string) => xml.replace('2026-01-01T00:00:00.000Z', 'today'),
      /today/,
    ],
  ])('%s is a schema error', async (_, alter, expected) => {
    using received = openResponse(Buffer.from(alter(await honest())));
    expect(received.schemaErrors.join(' ')).toMatch(expected);
  });

  test('what the schema objects to is short, however long the value', async () => {
    const xml = await honest();
    const long = xml.replaceAll(/IssueInstant="[^"]*"/g, `IssueInstant="${'{'.repeat(50_000)}"`);
    using received = openResponse(Buffer.from(long));
    const [first = '', ...more] = received.schemaErrors;
    expect(first).toMatch(/^Element 'Response', attribute 'IssueInstant': '\{+\.\.\.$/);
    for (const each of [first, ...more]) expect(each.length).toBeLessThan(310);
  });

  test('the schema objects to twenty things at most', async () => {
    const xml = await honest();
    const wrong = (count: number) =>
      xml.replace(
        '<AttributeStatement>',
        `<AttributeStatement>${'<Attribute Name="a" NameFormat="%"/>'.repeat(count)}`,
      );
    using few = openResponse(Buffer.from(wrong(3)));
    using many = openResponse(Buffer.from(wrong(300)));
    expect([few.schemaErrors.length, many.schemaErrors.length]).toEqual([3, 20]);
    expect(few.schemaErrors[0]).toMatch(/^Element 'Attribute', attribute 'NameFormat': '%'/);
  });

  test('another message is refused', () => {
    expect(() => openResponse(Buffer.from('<Response/>'))).toThrow(/A Response was expected/);
  });
});
