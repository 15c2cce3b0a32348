import { describe, expect, test } from 'vitest';
import { encodeRedirect } from './bindings/redirect.ts';
import { readRedirectQuery } from './bindings/redirect-query.ts';
import { element, wire, type XmlElement } from './canonical-writer.ts';
import { type LogoutMessage, openLogout } from './logout.ts';
import { ns, statusCode } from './names.ts';
import { signEnveloped } from './sign.ts';
import { ec, otherRsa, rsa, signingKey, trusted } from './testing/messages.ts';

const envelope = {
  ID: '_l1',
  Version: '2.0',
  IssueInstant: '2026-01-01T00:00:00Z',
  Destination: 'https://sp.example.test/logout',
  'xmlns:samlp': ns.protocol,
};
const issuer = element('Issuer', { xmlns: ns.assertion }, 'https://idp.example.test/');

const request = element(
  'samlp:LogoutRequest',
  { ...envelope, NotOnOrAfter: '2026-01-01T01:00:00Z' },
  issuer,
  element('NameID', { xmlns: ns.assertion, NameQualifier: 'q' }, 'honest@example.test'),
  element('samlp:SessionIndex', {}, '_a1'),
  element('samlp:SessionIndex', {}, '_a2'),
);
const response = element(
  'samlp:LogoutResponse',
  { ...envelope, InResponseTo: '_r1' },
  issuer,
  element('samlp:Status', {}, element('samlp:StatusCode', { Value: statusCode.success })),
);

const query = (message: XmlElement, privateKey = rsa.privateKey, relayState?: string) =>
  encodeRedirect({
    endpoint: 'x',
    parameter: message === request ? 'SAMLRequest' : 'SAMLResponse',
    xml: wire(message),
    sign: { privateKey },
    ...(relayState !== undefined && { relayState }),
  }).slice(2);

function fromQuery(rawQuery: string, kind: LogoutMessage['kind'], certificates = trusted) {
  const read = readRedirectQuery(rawQuery);
  if (!read) throw new Error('There is no message.');
  using logout = openLogout(read.xml, kind);
  expect(logout.schemaErrors).toEqual([]);
  return logout.verifyQuery(rawQuery, { certificates });
}

async function enveloped(message: XmlElement, alter = (xml: string) => xml) {
  const xml = alter(wire(await signEnveloped(message, { key: signingKey })));
  using logout = openLogout(Buffer.from(xml), 'LogoutRequest');
  return logout.verifyEnveloped({ certificates: trusted });
}

const expected = {
  id: '_l1',
  version: '2.0',
  issueInstant: '2026-01-01T00:00:00Z',
  destination: 'https://sp.example.test/logout',
  issuer: 'https://idp.example.test/',
};
const expectedRequest = {
  kind: 'LogoutRequest',
  ...expected,
  notOnOrAfter: '2026-01-01T01:00:00Z',
  nameID: { value: 'honest@example.test', nameQualifier: 'q' },
  sessionIndexes: ['_a1', '_a2'],
};

describe('a signed message', () => {
  test('is read, with a query signature or an enveloped one', async () => {
    expect(fromQuery(query(request), 'LogoutRequest').message).toEqual(expectedRequest);
    expect((await enveloped(request)).message).toEqual(expectedRequest);
    expect(fromQuery(query(response), 'LogoutResponse').message).toEqual({
      kind: 'LogoutResponse',
      ...expected,
      inResponseTo: '_r1',
      status: { code: statusCode.success },
    });
  });

  test('has the thumbprint of the certificate that verified it', () => {
    const certificates = [...trusted, { publicKey: ec.publicKey, thumbprint: 'EC' }];
    expect(fromQuery(query(request, ec.privateKey), 'LogoutRequest', certificates)).toMatchObject({
      thumbprint: 'EC',
    });
  });
});

describe('is refused', () => {
  test.each<[string, string, (raw: string) => string]>([
    ['signature_invalid', 'RelayState changed', (raw) => raw.replace('=here', '=there')],
    ['signature_invalid', 'RelayState removed', (raw) => raw.replace(/&RelayState=\w+/, '')],
    ['signature_missing', 'no signature', (raw) => raw.replace(/&SigAlg.*/, '')],
    ['algorithm_not_allowed', 'HMAC', (raw) => raw.replace('rsa-sha256', 'hmac-sha256')],
  ])('%s: %s', (code, _, alter) => {
    const raw = query(request, rsa.privateKey, 'here');
    expect(fromQuery(raw, 'LogoutRequest').message.id).toBe('_l1');
    expect(() => fromQuery(alter(raw), 'LogoutRequest')).toThrow(expect.objectContaining({ code }));
  });

  test('signature_invalid: by another key', () => {
    expect(() => fromQuery(query(request, otherRsa.privateKey), 'LogoutRequest')).toThrow(
      expect.objectContaining({ code: 'signature_invalid' }),
    );
  });

  test('signature_missing: an envelope without signature', () => {
    using logout = openLogout(Buffer.from(wire(request)), 'LogoutRequest');
    expect(() => logout.verifyEnveloped({ certificates: trusted })).toThrow(
      expect.objectContaining({ code: 'signature_missing' }),
    );
  });

  test('signature_invalid: an envelope changed after it was signed', async () => {
    await expect(enveloped(request, (xml) => xml.replace('_a2', '_a3'))).rejects.toThrow(
      expect.objectContaining({ code: 'signature_invalid' }),
    );
  });

  test('wrong_message: a request instead of a response, or the reverse', () => {
    expect(() => openLogout(Buffer.from(wire(response)), 'LogoutRequest')).toThrow(
      expect.objectContaining({ code: 'wrong_message' }),
    );
  });
});

describe('a query', () => {
  test('holds one message under its exact name', () => {
    const raw = query(request, rsa.privateKey, 'a b');
    expect(readRedirectQuery(raw)).toMatchObject({ parameter: 'SAMLRequest', relayState: 'a b' });
    expect(readRedirectQuery(raw.replace('SAMLRequest', 'SAMLRequ%65st'))).toBeUndefined();
    expect(readRedirectQuery(`${raw}&SAMLResponse=x`)).toBeUndefined();
    expect(readRedirectQuery('')).toBeUndefined();
    expect(() => readRedirectQuery(`${raw}&SAMLRequest=x`)).toThrow(
      expect.objectContaining({ code: 'signature_profile' }),
    );
  });
});
