import { describe, expect, test } from 'vitest';
import { decodeMessage } from './decode-message.ts';
import { readExchange, writeExchange } from './exchange-file.ts';
import { maskExchange } from './mask.ts';
import { posted, redirected, sampleExchange } from './testing/sample.ts';

const sample = await sampleExchange();
const masked = maskExchange(sample);
const xmlOf = (message: (typeof sample)['request']) =>
  (message && decodeMessage(message).text) ?? '';
const everything = JSON.stringify(masked) + xmlOf(masked.request) + xmlOf(masked.response);

test('no name, id or value is left, in the messages or beside them', () => {
  const before = JSON.stringify(sample) + xmlOf(sample.request) + xmlOf(sample.response);
  for (const secret of [
    'B.Simon@contoso.com',
    'Marketing',
    '_req1',
    '_a1',
    '/account',
    sample.id,
    '22222222-2222',
  ]) {
    expect(before).toContain(secret);
    expect(everything).not.toContain(secret);
  }
  expect(masked.masked).toBe(true);
});

test('what is no secret stays: addresses, the application, algorithms and the certificate', () => {
  for (const kept of [
    'https://sp.example.test/acs',
    'Peakon',
    'xmldsig-more#rsa-sha256',
    'givenname',
  ])
    expect(everything).toContain(kept);
  const certificate = /<X509Certificate>([^<]+)/.exec(xmlOf(sample.response))?.[1];
  expect(xmlOf(masked.response)).toContain(certificate ?? 'no certificate');
});

test('equal values stay equal, different ones different', () => {
  const request = /ID="([^"]+)"/.exec(xmlOf(masked.request))?.[1];
  expect(xmlOf(masked.response)).toContain(`InResponseTo="${request}"`);
  expect(xmlOf(masked.response)).toContain(`<NameID>${masked.user}</NameID>`);
  const [first, , third] = masked.claims;
  expect(first?.values).not.toEqual(third?.values);
  expect(xmlOf(masked.response)).toContain(`<AttributeValue>${third?.values[0]}</AttributeValue>`);
  expect(masked.checks[1]?.found).toBe(masked.user);
});

test('a masked exchange is a valid file, and its messages stay well-formed', () => {
  expect(readExchange(Buffer.from(writeExchange(masked)))).toEqual(masked);
  expect(xmlOf(masked.response)).toMatch(/<samlp:Response .*<\/samlp:Response>$/s);
});

describe('difficult values', () => {
  const withValue = async (xml: string) => {
    const response = posted(`<Response><AttributeValue>${xml}</AttributeValue></Response>`);
    return xmlOf(maskExchange(await sampleExchange({ response, claims: [] })).response);
  };
  test.each([
    ['character references', 'A&#110;n&amp;Co', /An|&#110;|Co/],
    ['a comment in the middle', 'An<!-- x -->ne', /An|ne<|x/],
    ['a CDATA section', '<![CDATA[Anne]]>', /Anne/],
    ['an element inside', '<NameID Format="f">Anne</NameID>', /Anne/],
  ])('%s', async (_, value, secret) => {
    expect(`<AttributeValue>${value}</AttributeValue>`).toMatch(secret);
    expect((await withValue(value)).replace(/AttributeValue|NameID/g, '')).not.toMatch(secret);
  });
  test('a value that is a word of SAML changes no tag', async () => {
    const xml =
      '<Response Version="2.0"><AttributeValue>Version</AttributeValue><AttributeValue>2.0</AttributeValue></Response>';
    const { response } = maskExchange(await sampleExchange({ response: posted(xml) }));
    expect(xmlOf(response)).toMatch(/^<Response Version="2.0"><AttributeValue>value-\d+</);
  });
});

test('a message that cannot be decoded is left out', async () => {
  const request = redirected('', { value: 'B.Simon!' });
  expect(maskExchange(await sampleExchange({ request })).request?.value).toBe('');
});

test('the query keeps the method of its signature, not the signature', async () => {
  const request = redirected('<a/>', { query: 'SAMLRequest=x&SigAlg=rsa&Signature=secret' });
  const { query } = maskExchange(await sampleExchange({ request })).request ?? {};
  expect(query).toMatch(/^SAMLRequest=[^&]+&SigAlg=rsa$/);
});
