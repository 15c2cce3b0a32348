import type { KeyObject } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { wire, type XmlElement } from './canonical-writer.ts';
import { signEnveloped } from './sign.ts';
import { assertion, ec, otherRsa, response, rsa, signingKey, trusted } from './testing/messages.ts';
import { honest, refusal, signedAssertion, verify } from './testing/verify-response.ts';

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

  test('of both lists both', async () => {
    const both = await signEnveloped(response(await signedAssertion()), { key: signingKey });
    expect(verify(wire(both)).signed).toBe('both');
  });

  test.each(['sha384', 'sha512'] as const)('with %s is verified', async (digest) => {
    const signed = await signEnveloped(assertion(), { key: signingKey, digest });
    expect(verify(wire(response(signed))).algorithm).toContain(digest);
  });

  test('with ECDSA is verified by an EC key', async () => {
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

  test.each([0, 1, 2])(
    'of a text larger than any buffer is verified, shifted by %i bytes',
    async (shift) => {
      const name = `${'x'.repeat(shift)}${'\u20ac'.repeat(20_000)}@example.test`;
      const signed = await signEnveloped(assertion(name), { key: signingKey });
      expect(verify(wire(response(signed))).assertion.nameID?.value).toBe(name);
    },
  );

  test('covers white space between elements', async () => {
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
  ])('with %s changed after signing is refused', async (_, from, to) => {
    const xml = await honest();
    expect(refusal(xml)).toBe('accepted');
    expect(refusal(xml.replace(from, to))).toBe('signature_invalid');
  });

  test('with its signature removed is refused', async () => {
    const xml = await honest();
    expect(refusal(xml)).toBe('accepted');
    expect(refusal(xml.replace(/<Signature.*<\/Signature>/, ''))).toBe('signature_missing');
  });

  test('with a broken Response signature is refused, though the Assertion signature is valid', async () => {
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

  test('a comment inside the Signature is refused', async () => {
    const xml = await honest();
    expect(refusal(xml)).toBe('accepted');
    const split = xml.replace('<SignatureValue>', '<SignatureValue><!---->');
    expect(refusal(split)).toBe('signature_profile');
  });
});

describe('a signature is refused', () => {
  test('by a key that is not trusted', async () => {
    const by = async (privateKey: KeyObject) => {
      const key = { ...signingKey, privateKey };
      return refusal(wire(response(await signEnveloped(assertion(), { key }))));
    };
    expect(await by(rsa.privateKey)).toBe('accepted');
    expect(await by(otherRsa.privateKey)).toBe('untrusted_key');
  });

  test('when no key is trusted', async () => {
    const xml = await honest();
    expect(refusal(xml, { certificates: trusted })).toBe('accepted');
    expect(refusal(xml, { certificates: [] })).toBe('untrusted_key');
  });
});
