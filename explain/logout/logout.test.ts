import { sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { signXml } from '../../catalogue/index.ts';
import { sp, testCast } from '../../catalogue/testing/cast.ts';
import { encodeRedirect } from '../../saml/bindings/redirect.ts';
import { causeOfLogoutCheck } from '../causes/cause-of-check.ts';
import { explain } from '../explain.ts';
import { reportOf } from '../report/explanation-report.ts';
import { captured, explained, har, harEntry, nothing } from '../testing/captures.ts';

const { cast, idp, idpSecondKey: own } = await testCast();
const idpEntityId = 'https://sts.windows.net/aaaabbbb-0000-cccc-1111-dddd2222eeee/';
const logoutUrl = 'https://sp.test/slo';
const entra = 'https://login.microsoftonline.com/aaaabbbb-0000-cccc-1111-dddd2222eeee/saml2';
const at = '2026-01-31T08:00:00.000Z';
const given = {
  certificates: [idp.certificate],
  idpEntityId,
  serviceProvider: {
    entityId: sp.entityId,
    acsUrls: [sp.acs],
    logoutUrls: [logoutUrl],
    certificates: [own.certificate],
  },
};
const xmlns =
  'xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns="urn:oasis:names:tc:SAML:2.0:assertion"';
const request = (
  attributes = '',
  nameId = '<NameID>B.Simon@contoso.com</NameID>',
  issuer = sp.entityId,
) =>
  `<samlp:LogoutRequest ${xmlns} ID="_lr1" Version="2.0" IssueInstant="${at}"${attributes}><Issuer>${issuer}</Issuer>${nameId}</samlp:LogoutRequest>`;
const response = (status = 'Success', attributes = ' InResponseTo="_lr1"', issuer = idpEntityId) =>
  `<samlp:LogoutResponse ${xmlns} ID="_lres1" Version="2.0" IssueInstant="${at}"${attributes}><Issuer>${issuer}</Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:${status}"/></samlp:Status></samlp:LogoutResponse>`;

/** As Entra writes a query: lower-case escapes, which are signed (entra-saml.md 4). */
function lowerCase(url: string, { resign = true } = {}): string {
  const lower = (text: string) => text.replace(/%[0-9A-F]{2}/g, (escaped) => escaped.toLowerCase());
  const [signed = ''] = url.slice(url.indexOf('?') + 1).split('&Signature=');
  if (!resign) return lower(url);
  const value = sign('sha256', Buffer.from(lower(signed)), idp.privateKey).toString('base64');
  return `${logoutUrl}?${lower(signed)}&Signature=${lower(encodeURIComponent(value))}`;
}

const asked = (xml = request(), key = own.privateKey) =>
  encodeRedirect({ endpoint: entra, parameter: 'SAMLRequest', xml, sign: { privateKey: key } });
const answered = (xml = response()) =>
  encodeRedirect({
    endpoint: logoutUrl,
    parameter: 'SAMLResponse',
    xml,
    relayState: 'https://sp.test/bye?a=b c',
    sign: { privateKey: idp.privateKey },
  });
const signOut = (response: string, { status = 302, request = asked() } = {}) =>
  har(
    harEntry({ url: request, status: 302, location: response }),
    harEntry({ url: response, status }),
  );
const ids = ({ causes }: { causes: readonly { id: string }[] }) => causes.map(({ id }) => id);
const verdicts = ({
  querySignatures,
}: {
  querySignatures: readonly { of: string; verdict: string }[];
}) => querySignatures.map(({ of, verdict }) => [of, verdict]);

describe('a sign-out that a service provider began', () => {
  test('both queries are verified, with the key of their sender', async () => {
    const found = await explained(signOut(answered()), given);
    expect(found.kind).toBe('sign-out');
    expect(verdicts(found)).toEqual([
      ['LogoutRequest', 'valid'],
      ['LogoutResponse', 'valid'],
    ]);
    expect(ids(found)).toEqual([]);
    expect(found.judged?.checks.filter(({ outcome }) => outcome !== 'passed')).toEqual([]);
    expect(found.judgedRequest?.refusals).toEqual([]);
    const { exchanges } = reportOf(
      explain([await captured(signOut(answered()))], { ...nothing, ...given }),
      {
        showSecrets: true,
      },
    );
    expect(exchanges[0]?.signatures.map(({ of, says }) => `${of}: ${says}`)).toEqual([
      expect.stringMatching(/^query with the LogoutRequest: Valid, by a given certificate: CN=/),
      expect.stringMatching(/^query with the LogoutResponse: Valid/),
    ]);
  });
  test('without certificates nothing is claimed', async () => {
    const found = await explained(signOut(answered()));
    expect(verdicts(found).map(([, verdict]) => verdict)).toEqual(['unknown', 'unknown']);
    expect(ids(found)).toEqual([]);
    expect(found.judged?.checks.find(({ name }) => name === 'signature')?.outcome).toBe(
      'not_reached',
    );
    expect(found.judged?.checks.find(({ name }) => name === 'in_response_to')?.outcome).toBe(
      'passed',
    );
  });
  test("Entra's lower-case escapes are right, and a possible cause where they are refused", async () => {
    const right = lowerCase(answered());
    expect(ids(await explained(signOut(right), given))).toEqual([]);
    const refused = await explained(signOut(right, { status: 400 }), given);
    expect(refused.causes.map(({ id, likelihood }) => [id, likelihood])).toEqual([
      ['query-encoded-again', 'possible'],
    ]);
    expect(ids(await explained(signOut(answered(), { status: 400 }), given))).toEqual([]);
  });
  test('a query that was encoded again is told from one of another key', async () => {
    const again = lowerCase(answered(), { resign: false });
    const found = await explained(signOut(again), given);
    expect(verdicts(found)[1]).toEqual(['LogoutResponse', 're-encoded']);
    expect(found.causes.map(({ id, likelihood }) => [id, likelihood])).toEqual([
      ['query-encoded-again', 'certain'],
    ]);
    const changed = answered().replace(/RelayState=[^&]*/, 'RelayState=other');
    const other = await explained(signOut(changed), given);
    expect(verdicts(other)[1]).toEqual(['LogoutResponse', 'not-valid']);
    expect(ids(other)).toEqual(['query-signature']);
  });
  test.each<[string, string, string, RegExp]>([
    ['no success', response('Responder'), 'logout-refused', /status:Responder/],
    ['no InResponseTo', response('Success', ''), 'logout-unknown', /which we never sent/],
    [
      'another address',
      response('Success', ' InResponseTo="_lr1" Destination="https://inner/slo"'),
      'logout-url',
      /https:\/\/inner\/slo/,
    ],
    [
      'another identity provider',
      response('Success', ' InResponseTo="_lr1"', 'https://other.test/'),
      'issuer',
      /other\.test/,
    ],
  ])('a LogoutResponse with %s', async (_, xml, id, because) => {
    const url = answered(xml);
    // Without InResponseTo, the two are not joined.
    const found = explain([await captured(signOut(url))], { ...nothing, ...given }).exchanges.find(
      ({ response: each }) => each !== undefined,
    );
    expect(found && ids(found)).toEqual([id]);
    expect(found?.causes[0]?.because[0]).toMatch(because);
  });
  test.each<[string, string, string]>([
    ['no NameID', request('', ''), 'AADSTS7500530'],
    ['an ID that begins with a digit', request().replace('_lr1', '1lr'), 'AADSTS7500529'],
    [
      'an Issuer that is no Identifier',
      request('', undefined, 'https://other.test'),
      'AADSTS700016',
    ],
    ['another version', request().replace('"2.0"', '"1.1"'), 'AADSTS75005'],
  ])('a LogoutRequest with %s', async (_, xml, code) => {
    const found = await explained(asked(xml), given);
    expect(found.judgedRequest?.refusals.map((each) => each.code)).toEqual([code]);
    expect(ids(found)).toEqual(['entra-refuses-request']);
  });
  test('a LogoutRequest in a form, which Entra does not take', async () => {
    const form = { SAMLRequest: Buffer.from(request()).toString('base64') };
    const { judgedRequest } = await explained(
      har(harEntry({ method: 'POST', url: entra, form })),
      given,
    );
    expect(judgedRequest?.refusals.map(({ code }) => code)).toEqual(['logout-binding']);
  });
});

describe('a sign-out that the identity provider began', () => {
  const asks = (xml: string, key = idp.privateKey) =>
    encodeRedirect({
      endpoint: logoutUrl,
      parameter: 'SAMLRequest',
      xml,
      sign: { privateKey: key },
    });
  const right = request(
    ` Destination="${logoutUrl}" NotOnOrAfter="2026-01-31T09:00:00.000Z"`,
    undefined,
    idpEntityId,
  );
  test('the service provider judges the request, Entra the response', async () => {
    const answer = encodeRedirect({
      endpoint: entra,
      parameter: 'SAMLResponse',
      xml: response('Success', undefined, sp.entityId),
      sign: { privateKey: own.privateKey },
    });
    const found = await explained(signOut(answer, { request: asks(right) }), given);
    expect(verdicts(found).map(([, verdict]) => verdict)).toEqual(['valid', 'valid']);
    expect(ids(found)).toEqual([]);
    expect(found.judged?.checks.find(({ name }) => name === 'name_id')?.outcome).toBe('passed');
    expect(found.judgedRequest?.checks.map(({ name }) => name)).toContain('logout-status');
  });
  test.each<[string, string, string]>([
    ['expired', right.replace('T09:00:00', 'T07:59:59'), 'expired'],
    ['from the future', right.replace(at, '2026-01-31T08:20:00.000Z'), 'clock-behind'],
    ['for another address', right.replace(logoutUrl, 'https://inner/slo'), 'logout-url'],
    ['without a Destination', right.replace(/ Destination="[^"]*"/, ''), 'logout-url'],
    [
      'about nobody',
      right.replace(
        /<NameID>.*<\/NameID>/,
        '<BaseID xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>',
      ),
      'message-form',
    ],
  ])('a LogoutRequest %s', async (_, xml, id) => {
    expect(ids(await explained(har(harEntry({ url: asks(xml) })), given))).toContain(id);
  });
  test('an unsigned one is refused, and the checks behind that are made too', async () => {
    const url = `${logoutUrl}?${
      asks(right)
        .slice(logoutUrl.length + 1)
        .split('&SigAlg')[0]
    }`;
    const found = await explained(har(harEntry({ url })), given);
    expect(ids(found)).toEqual(['logout-unsigned']);
    expect(found.judged?.beyondSignature).toBe(true);
    expect(found.judged?.checks.find(({ name }) => name === 'destination')?.outcome).toBe('passed');
  });
  test('one with an enveloped signature, by POST', async () => {
    const xml = signXml(right, { element: 'LogoutRequest', key: cast.idp });
    const entry = (text: string) =>
      har(
        harEntry({
          method: 'POST',
          url: logoutUrl,
          form: { SAMLRequest: Buffer.from(text).toString('base64') },
        }),
      );
    const found = await explained(entry(xml), given);
    expect(found.signatures.map(({ verdict }) => verdict)).toEqual(['valid']);
    expect(ids(found)).toEqual([]);
    const changed = await explained(entry(xml.replace('B.Simon', 'A.Other')), given);
    expect(changed.signatures.map(({ verdict }) => verdict)).toEqual(['changed']);
  });
});

test('an AuthnRequest that is signed in its query', async () => {
  const xml = `<samlp:AuthnRequest ${xmlns} ID="_r1" Version="2.0" IssueInstant="${at}" AssertionConsumerServiceURL="${sp.acs}"><Issuer>${sp.entityId}</Issuer></samlp:AuthnRequest>`;
  expect(verdicts(await explained(asked(xml), given))).toEqual([['AuthnRequest', 'valid']]);
  const other = await explained(asked(xml, idp.privateKey), given);
  expect(verdicts(other)).toEqual([['AuthnRequest', 'not-valid']]);
  const { serviceProvider: _, ...withoutMetadata } = given;
  const loose = { ...withoutMetadata, certificates: [own.certificate] };
  expect(verdicts(await explained(asked(xml), loose))).toEqual([['AuthnRequest', 'valid']]);
});

test('every check of single logout has a cause', async () => {
  const request = await explained(asked(), given);
  const both = await explained(signOut(answered()), given);
  const turned = await explained(
    encodeRedirect({ endpoint: logoutUrl, parameter: 'SAMLRequest', xml: requestOfIdp }),
    given,
  );
  const names = [request, both, turned].flatMap(
    ({ judged }) => judged?.checks.map(({ name }) => name) ?? [],
  );
  expect(names.length).toBeGreaterThan(25);
  expect(names.filter((name) => causeOfLogoutCheck[name] === undefined)).toEqual([]);
});
const requestOfIdp = request('', undefined, idpEntityId);
