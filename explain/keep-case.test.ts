import { describe, expect, test } from 'vitest';
import { caseFromFile, signedAssertion } from '../catalogue/index.ts';
import { now, sp, testCast, testSpec } from '../catalogue/testing/cast.ts';
import { encodeRedirect } from '../saml/bindings/redirect.ts';
import { explain } from './explain.ts';
import { keepCase } from './keep-case.ts';
import { captured, har, harEntry, nothing } from './testing/captures.ts';

const { cast, idp } = await testCast();
const signed = signedAssertion(testSpec(cast));
const given = { ...nothing, certificates: [idp.certificate] };
const earlier = new Date(now.getTime() - 60_000).toISOString();
const later = new Date(now.getTime() + 5_000).toISOString();

/** A capture with the request and the response. */
const request = (attributes: string, inside = '') =>
  harEntry({
    url: encodeRedirect({
      endpoint: 'https://login.test/saml2',
      parameter: 'SAMLRequest',
      xml: `<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_request-1" Version="2.0" IssueInstant="${earlier}" AssertionConsumerServiceURL="${sp.acs}"${attributes}><Issuer xmlns="urn:oasis:names:tc:SAML:2.0:assertion">${sp.entityId}</Issuer>${inside}</samlp:AuthnRequest>`,
    }),
    at: earlier,
  });
const post = (at = now.toISOString()) =>
  harEntry({
    method: 'POST',
    url: sp.acs,
    form: { SAMLResponse: Buffer.from(signed).toString('base64') },
    at,
  });
const keep = async (...entries: object[]) =>
  keepCase(explain([await captured(har(...entries))], given), { showSecrets: false });
const classRef = 'urn:oasis:names:tc:SAML:2.0:ac:classes:X509';
const wantsX509 = `<samlp:RequestedAuthnContext><AuthnContextClassRef xmlns="urn:oasis:names:tc:SAML:2.0:assertion">${classRef}</AuthnContextClassRef></samlp:RequestedAuthnContext>`;

describe('a request and its response', () => {
  test('what the request asked for is part of the case', async () => {
    const plain = await keep(request(''), post());
    expect(plain.request).toBeUndefined();
    expect(plain.unsolicited).toBeUndefined();
    const forced = await keep(request(' ForceAuthn="true"'), post());
    expect(forced).toMatchObject({ request: { forceAuthn: true } });
    expect(caseFromFile(forced).runs[0]?.needs).toEqual(['solicited', 'force-authn']);
  });
  test('a response that is wrong only for this request', async () => {
    const kept = await keep(request('', wantsX509), post());
    expect(kept).toMatchObject({
      id: 'own-authn-context',
      verdict: 'reject',
      request: { authnContext: classRef },
    });
    expect(caseFromFile(kept).runs[0]?.needs).toContain('requested-authn-context');
  });
  test('neither ID, address nor name of the captured sign-in is left', async () => {
    const { message } = await keep(request(''), post());
    for (const value of ['_request-1', sp.acs, 'B.Simon', now.toISOString()])
      expect(message).not.toContain(value);
  });
});

test('a response that is refused only because it was sent twice is no case', async () => {
  await expect(keep(request(''), post(), post(later))).rejects.toThrow(/proto-irt-replayed/);
});
