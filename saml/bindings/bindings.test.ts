import { generateKeyPairSync } from 'node:crypto';
import { deflateRawSync, deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { decodePost } from './post.ts';
import { encodeRedirect, inflateRedirect } from './redirect.ts';
import { verifyRedirectSignature } from './redirect-signature.ts';

const xml = '<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"/>';
const endpoint = 'https://idp.example.test/saml2';

describe('HTTP-POST', () => {
  test('decodes base64, wrapped or not', () => {
    const base64 = Buffer.from(xml.repeat(3)).toString('base64');
    expect(Buffer.from(decodePost(base64)).toString()).toBe(xml.repeat(3));
    const wrapped = base64.replace(/.{76}/g, '$&\r\n');
    expect(Buffer.from(decodePost(wrapped)).toString()).toBe(xml.repeat(3));
  });

  test.each(['', '%%%', 'plain text', 'QQ=Q', 'QQ', '<xml/>'])('refuses "%s"', (value) => {
    expect(() => decodePost(value)).toThrow(expect.objectContaining({ code: 'base64' }));
  });

  test('names a message that is DEFLATEd, and no other', () => {
    const encoded = (bytes: Buffer) => bytes.toString('base64');
    const deflated = /^The message is DEFLATEd, .* base64 only/;
    const large = xml.repeat(2000);
    for (const text of [xml, large, `\uFEFF${xml}`, `\n ${xml}`]) {
      expect(() => decodePost(encoded(deflateRawSync(text)))).toThrow(deflated);
      expect(Buffer.from(decodePost(encoded(Buffer.from(text)))).toString()).toBe(text);
    }
    for (const other of [deflateRawSync('not XML'), Buffer.from('hello'), Buffer.alloc(300_00)])
      expect(decodePost(encoded(other))).toHaveLength(other.length);
  });

  test('refuses a value over the limit', () => {
    const value = Buffer.alloc(301).toString('base64');
    expect(() => decodePost(value, { maxBytes: 300 })).toThrow(
      expect.objectContaining({ code: 'too_large' }),
    );
    expect(decodePost(value, { maxBytes: 301 })).toHaveLength(301);
  });
});

describe('HTTP-Redirect', () => {
  test("encodes and decodes a message, keeping the endpoint's query", () => {
    const url = new URL(
      encodeRedirect({
        endpoint: `${endpoint}?a=b`,
        parameter: 'SAMLRequest',
        xml,
        relayState: '/x?y=1&z',
      }),
    );
    expect(url.searchParams.get('a')).toBe('b');
    expect(url.searchParams.get('RelayState')).toBe('/x?y=1&z');
    const value = url.searchParams.get('SAMLRequest') ?? '';
    expect(Buffer.from(inflateRedirect(value)).toString()).toBe(xml);
  });

  test.each([
    ['a fragment', `${endpoint}#start`, `${endpoint}?SAMLRequest=`, '#start'],
    ['a query and a fragment', `${endpoint}?a=b#start`, `${endpoint}?a=b&SAMLRequest=`, '#start'],
    ['a question mark in its fragment', `${endpoint}#/?x`, `${endpoint}?SAMLRequest=`, '#/?x'],
    ['neither', endpoint, `${endpoint}?SAMLRequest=`, ''],
  ])('the query comes before the fragment of an endpoint with %s', (_, address, begin, end) => {
    const url = encodeRedirect({ endpoint: address, parameter: 'SAMLRequest', xml });
    expect(url.startsWith(begin)).toBe(true);
    expect(new URL(url).hash).toBe(end);
    const value = new URL(url).searchParams.get('SAMLRequest') ?? '';
    expect(Buffer.from(inflateRedirect(value)).toString()).toBe(xml);
  });

  test('refuses data that is not DEFLATE', () => {
    expect(() => inflateRedirect(Buffer.from(xml).toString('base64'))).toThrow(
      expect.objectContaining({ code: 'deflate' }),
    );
  });

  test.each([
    ['HTTP-POST', Buffer.from(xml), 'base64 only, which is the encoding of HTTP-POST'],
    ['zlib', deflateSync(xml), 'with a zlib header'],
    ['nothing known', Buffer.from('hello'), 'The message is not DEFLATE data.'],
  ])('names the encoding of %s', (_, bytes, message) => {
    expect(() => inflateRedirect(bytes.toString('base64'))).toThrow(message);
  });

  test('stops inflating at the limit', () => {
    const bomb = deflateRawSync(Buffer.alloc(50_000_000)).toString('base64');
    expect(() => inflateRedirect(bomb)).toThrow(expect.objectContaining({ code: 'too_large' }));
  });
});

describe('the query signature', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const signed = (privateKey = rsa.privateKey, digest: 'sha1' | 'sha256' = 'sha256') =>
    new URL(
      encodeRedirect({
        endpoint,
        parameter: 'SAMLRequest',
        xml,
        relayState: '/a',
        sign: { privateKey, digest },
      }),
    ).search.slice(1);
  const verify = (query: string, options = {}) =>
    verifyRedirectSignature(query, {
      parameter: 'SAMLRequest',
      publicKeys: [rsa.publicKey, ec.publicKey],
      ...options,
    });

  test('verifies with RSA and with ECDSA', () => {
    verify(signed());
    verify(signed(ec.privateKey));
  });

  test('covers the octets as sent, such as lower-case escapes', async () => {
    const { sign } = await import('node:crypto');
    const lower = signed()
      .replace(/&Signature=.*/, '')
      .replace(/%[0-9A-F]{2}/g, (percent) => percent.toLowerCase());
    const value = sign('sha256', Buffer.from(lower), rsa.privateKey).toString('base64');
    verify(`${lower}&Signature=${encodeURIComponent(value)}`);
  });

  test.each([
    ['another RelayState', (q: string) => q.replace('%2Fa', '%2Fb'), 'signature_invalid'],
    ['no signature', (q: string) => q.replace(/&Signature=.*/, ''), 'signature_missing'],
    [
      'an unknown SigAlg',
      (q: string) => q.replace('rsa-sha256', 'rsa-sha2'),
      'algorithm_not_allowed',
    ],
    ['a parameter twice', (q: string) => `${q}&RelayState=%2Fa`, 'signature_profile'],
  ])('refuses %s', (_, alter, code) => {
    verify(signed());
    expect(() => verify(alter(signed()))).toThrow(expect.objectContaining({ code }));
  });

  test('accepts SHA-1 only when allowed', () => {
    const query = signed(rsa.privateKey, 'sha1');
    expect(() => verify(query)).toThrow(expect.objectContaining({ code: 'algorithm_not_allowed' }));
    verify(query, { allowSha1: true });
  });
});
