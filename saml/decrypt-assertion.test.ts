import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { verbatim, wire, type XmlElement } from './canonical-writer.ts';
import { mgf1, oaepDecode } from './encryption/oaep.ts';
import { SamlError } from './errors.ts';
import { ns } from './names.ts';
import { openResponse, type VerifyResponseOptions } from './response.ts';
import { signEnveloped } from './sign.ts';
import { aes, type Encryption, encrypted } from './testing/encrypt.ts';
import { assertion, ec, otherRsa, response, rsa, signingKey, trusted } from './testing/messages.ts';

const plain = wire(assertion());
const otherKey = { ...signingKey, privateKey: otherRsa.privateKey };

/** A Response around `content`, signed. */
async function around(content: string, sign = true): Promise<string> {
  const element = response(verbatim('EncryptedAssertion', content));
  return wire(sign ? await signEnveloped(element, { key: signingKey }) : element);
}

function verify(xml: string, options: Partial<VerifyResponseOptions> = {}) {
  using received = openResponse(Buffer.from(xml));
  expect(received.schemaErrors).toEqual([]);
  const decryptionKeys = [rsa.privateKey];
  return received.verify({ certificates: trusted, decryptionKeys, ...options });
}

async function refusal(
  e: Partial<Encryption>,
  options: Partial<VerifyResponseOptions> = {},
  plaintext = plain,
): Promise<string> {
  try {
    verify(await around(encrypted(plaintext, { to: rsa.publicKey, ...e })), options);
    return 'accepted';
  } catch (error) {
    if (error instanceof SamlError) return `${error.code}: ${error.message}${error.detail}`;
    throw error;
  }
}

const flip = (octets: Buffer, at: number): Buffer => {
  const copy = Buffer.from(octets);
  copy[copy.length + at] = (copy[copy.length + at] ?? 0) ^ 0x80;
  return copy;
};

const sha256 = `<d:DigestMethod xmlns:d="${ns.dsig}" Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"></d:DigestMethod>`;
const mgf =
  '<m:MGF xmlns:m="http://www.w3.org/2009/xmlenc11#" Algorithm="http://www.w3.org/2009/xmlenc11#mgf1sha256"></m:MGF>';
const oaep = 'http://www.w3.org/2009/xmlenc11#rsa-oaep';

describe('an EncryptedAssertion in a signed Response', () => {
  test.each(Object.entries(aes))('by %s is read', async (_, method) => {
    const read = verify(await around(encrypted(plain, { to: rsa.publicKey, method })));
    expect(read).toMatchObject({ signed: 'Response', encryption: method });
    expect(read.assertion.nameID).toEqual({ value: 'honest@example.test' });
  });

  test('with SHA-256 as digest and in MGF1, the EncryptedKey beside the EncryptedData, is read', async () => {
    const e = { transport: oaep, oaepHash: 'sha256', transportParts: sha256 + mgf };
    expect(await refusal({ ...e, place: 'beside' })).toBe('accepted');
    // Without MGF it is MGF1 with SHA-1, and so another padding.
    expect(await refusal({ ...e, transportParts: sha256 })).toMatch(/^decryption/);
  });

  test('to any of several keys is read', async () => {
    const decryptionKeys = [otherRsa.privateKey, rsa.privateKey];
    expect(await refusal({}, { decryptionKeys })).toBe('accepted');
    expect(await refusal({}, { decryptionKeys: [otherRsa.privateKey] })).toMatch(/^decryption/);
    expect(await refusal({}, { decryptionKeys: [] })).toMatch(/^decryption/);
  });

  test('that is signed itself must be signed by a trusted key', async () => {
    const signed = wire(await signEnveloped(assertion(), { key: signingKey }));
    expect(verify(await around(encrypted(signed, { to: rsa.publicKey })))).toMatchObject({
      signed: 'both',
      thumbprint: 'RSA',
      encryption: aes.cbc256,
    });
    const foreign = wire(await signEnveloped(assertion(), { key: otherKey }));
    expect(await refusal({}, {}, foreign)).toMatch(/^untrusted_key/);
    expect(await refusal({}, {}, signed.replace('three', 'four'))).toMatch(/^signature_invalid/);
  });
});

describe('is not decrypted', () => {
  test('in an unsigned Response, even if the Assertion inside is signed', async () => {
    const signed = wire(await signEnveloped(assertion(), { key: signingKey }));
    const content = encrypted(signed, { to: rsa.publicKey, method: aes.gcm256 });
    const unsigned = await around(content, false);
    expect(() => verify(unsigned)).toThrow(
      expect.objectContaining({
        code: 'signature_missing',
        message: expect.stringContaining('EncryptedAssertion'),
      }),
    );
    expect(verify(await around(content)).signed).toBe('both');
  });

  test('in a Response whose ciphertext was changed after it was signed', async () => {
    const xml = await around(encrypted(plain, { to: rsa.publicKey }));
    const altered = xml.replace(
      /(.*<x:CipherValue>)(.)/s,
      (_, before, first) => `${before}${first === 'A' ? 'B' : 'A'}`,
    );
    expect(verify(xml).signed).toBe('Response');
    expect(() => verify(altered)).toThrow(expect.objectContaining({ code: 'signature_invalid' }));
  });

  test('beside a plain Assertion, in either order', async () => {
    const other: XmlElement = verbatim(
      'EncryptedAssertion',
      encrypted(plain, { to: rsa.publicKey }),
    );
    for (const both of [
      [assertion(), other],
      [other, assertion()],
      [other, other],
    ]) {
      const xml = wire(await signEnveloped(response(...both), { key: signingKey }));
      expect(() => verify(xml)).toThrow(expect.objectContaining({ code: 'signature_profile' }));
    }
  });

  test.each([
    ['rsa-1_5', { transport: `${ns.xenc}rsa-1_5` }],
    ['an unknown MGF', { transport: oaep, transportParts: mgf.replace('sha256', 'md5') }],
    ['an unknown digest', { transportParts: sha256.replace('#sha256', '#md5') }],
  ])('with %s; no key is used', async (_, e) => {
    expect(await refusal(e, { decryptionKeys: [ec.privateKey] })).toMatch(/^encryption_algorithm/);
  });

  test('with an unknown content method', async () => {
    const content = encrypted(plain, { to: rsa.publicKey, method: aes.cbc256 });
    const xml = await around(content.replace('aes256-cbc', 'tripledes-cbc'));
    expect(() => verify(xml)).toThrow(expect.objectContaining({ code: 'encryption_algorithm' }));
  });
});

test('every failure inside has the same message', async () => {
  const notAnAssertion = `<Issuer xmlns="${ns.assertion}">x</Issuer>`;
  const fake = wire(assertion()).replace('IssueInstant="2026', 'IssueInstant="x');
  const seen = new Set([
    await refusal({ alterKey: (o) => flip(o, -1) }),
    await refusal({ alterKey: (o) => o.subarray(1) }),
    await refusal({ alterData: (o) => flip(o, -17) }),
    await refusal({ alterData: (o) => o.subarray(0, -1) }),
    await refusal({ method: aes.gcm128, alterData: (o) => flip(o, -1) }),
    await refusal({ method: aes.gcm256, alterData: (o) => o.subarray(0, -4) }), // a shorter tag
    await refusal({ method: aes.gcm256, alterData: (o) => o.subarray(0, 8) }),
    await refusal({ contentKey: randomBytes(16) }), // of a different size than the method needs
    await refusal({}, {}, plain.slice(0, -1)),
    await refusal({}, {}, `<!DOCTYPE a>${plain}`),
    await refusal({}, {}, `${plain}${plain}`),
    await refusal({}, {}, notAnAssertion),
    await refusal({}, {}, fake),
  ]);
  expect([...seen]).toEqual([expect.stringMatching(/^decryption: It does not decrypt/)]);
});

describe('OAEP with another digest in MGF1', () => {
  const parameters = { digest: 'sha256', maskDigest: 'sha1', label: Buffer.alloc(0) } as const;
  const xor = (a: Buffer, b: Buffer) => Buffer.from(a.map((octet, i) => octet ^ (b[i] ?? 0)));

  function block(message: string, spoil: (data: Buffer) => void = () => {}): Buffer {
    const data = Buffer.alloc(256 - 33);
    createHash('sha256').digest().copy(data);
    Buffer.from(`\x01${message}`).copy(data, data.length - message.length - 1);
    spoil(data);
    const seed = randomBytes(32);
    const masked = xor(data, mgf1(seed, data.length, 'sha1'));
    return Buffer.concat([Buffer.of(0), xor(seed, mgf1(masked, 32, 'sha1')), masked]);
  }

  test('decodes the message', () => {
    expect(oaepDecode(block('secret'), parameters)?.toString()).toBe('secret');
    expect(oaepDecode(block(''), parameters)).toHaveLength(0);
  });

  test.each<[string, (data: Buffer) => void]>([
    ['another label', (data) => data.fill(1, 0, 1)],
    ['no 1 before the message', (data) => data.fill(0, 32)],
    ['something else than zeros', (data) => data.fill(2, 40, 41)],
  ])('%s decodes to nothing', (_, spoil) => {
    expect(oaepDecode(block('secret', spoil), parameters)).toBeUndefined();
  });

  test('a first octet other than 0 decodes to nothing', () => {
    const wrong = block('secret').fill(1, 0, 1);
    expect(oaepDecode(wrong, parameters)).toBeUndefined();
  });
});
