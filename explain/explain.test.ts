import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { renderResponse, signedAssertion, signXml } from '../catalogue/index.ts';
import { idpEntityId, now, sp, testCast, testSpec } from '../catalogue/testing/cast.ts';
import {
  assertionWithSignature,
  bothSigned,
  encryptedFor,
  signedAndEncrypted,
  signedResponse,
} from '../catalogue/testing/signed-messages.ts';
import { toBase64 } from '../certs/certificate.ts';
import { writeExchange } from '../exchanges/exchange-file.ts';
import { maskExchange } from '../exchanges/mask.ts';
import { posted, redirected, sampleExchange } from '../exchanges/testing/sample.ts';
import { encodeRedirect } from '../saml/bindings/redirect.ts';
import { causeOfCheck } from './causes/cause-of-check.ts';
import { explain } from './explain.ts';
import { reportOf } from './report/explanation-report.ts';
import { captured, explained, har, harEntry, nothing } from './testing/captures.ts';

const { cast, idp, idpSecondKey, decryption } = await testCast();
const spec = testSpec(cast);
const signed = signedAssertion(spec);
const base64 = (xml: string) => Buffer.from(xml).toString('base64');
const trusted = { certificates: [idp.certificate] };
const ours = { ...trusted, serviceProvider: { entityId: sp.entityId, acsUrls: [sp.acs] } };
const ids = ({ causes }: { causes: readonly { id: string }[] }) => causes.map(({ id }) => id);
const authnRequest = (id = '_request-1', acs = sp.acs) =>
  `<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="${id}" Version="2.0" IssueInstant="2026-01-31T07:59:00Z" AssertionConsumerServiceURL="${acs}"><Issuer xmlns="urn:oasis:names:tc:SAML:2.0:assertion">${sp.entityId}</Issuer></samlp:AuthnRequest>`;

describe('a valid response', () => {
  test('has no causes, and every check passes', async () => {
    const found = await explained(base64(signed), ours);
    expect(ids(found)).toEqual([]);
    expect(found.signatures.map(({ verdict }) => verdict)).toEqual(['valid']);
    expect(found.judged?.checks.filter(({ outcome }) => outcome !== 'passed')).toEqual([]);
  });
  test('without a certificate it is only consistent, which is no cause', async () => {
    const found = await explained(base64(signed));
    expect(ids(found)).toEqual([]);
    expect(found.signatures.map(({ verdict }) => verdict)).toEqual(['consistent']);
    expect(found.circumstances.assumptions).toHaveLength(4);
  });
  test('its assertion alone can be explained', async () => {
    const assertion = /<Assertion[\s\S]*<\/Assertion>/.exec(signed)?.[0] ?? '';
    expect(ids(await explained(assertion, ours))).toEqual([]);
  });
});

test('a masked exchange is judged by everything but its signatures', async () => {
  const changes = {
    request: redirected(authnRequest()),
    response: posted(signed, { address: 'https://other.test/acs', at: now.toISOString() }),
  };
  const masked = writeExchange(maskExchange(await sampleExchange(changes)));
  const found = await explained(masked, ours);
  expect(found.signatures).toEqual([]);
  expect(ids(found)).toEqual(['acs-url']);
  const outcome = (name: string) =>
    found.judged?.checks.find((check) => check.name === name)?.outcome;
  expect([outcome('signature'), outcome('replay')]).toEqual(['not_reached', 'passed']);
});

describe('one thing wrong', () => {
  const first = async (xml: string, given: Parameters<typeof explained>[1] = ours) => {
    const { causes } = await explained(base64(xml), given);
    expect(causes).toHaveLength(1);
    return causes[0];
  };
  const asOf = (instant: string) => ({ ...ours, asOf: new Date(instant) });
  test.each<[string, string, Parameters<typeof explained>[1], string, RegExp]>([
    [
      'another audience',
      signed,
      { ...ours, serviceProvider: { entityId: 'https://other.test', acsUrls: [sp.acs] } },
      'audience',
      /expected .*https:\/\/other\.test.*; found .*sp\.test/,
    ],
    [
      'another address',
      signed,
      { ...ours, serviceProvider: { entityId: sp.entityId, acsUrls: ['http://inner:8080/acs'] } },
      'acs-url',
      /expected http:\/\/inner:8080\/acs/,
    ],
    [
      'another issuer',
      signed,
      { ...ours, idpEntityId: 'https://login.microsoftonline.com/x/' },
      'issuer',
      /login\.microsoftonline/,
    ],
    [
      'another certificate',
      signed,
      { ...ours, certificates: [idpSecondKey.certificate] },
      'certificate-other',
      /thumbprint [0-9A-F]{40}, valid until 2029/,
    ],
    [
      'an expired certificate',
      signed,
      asOf('2029-06-01T00:00:00Z'),
      'certificate-expired',
      /expired on 2029/,
    ],
    ['a response from yesterday', signed, asOf('2026-02-01T08:00:00Z'), 'expired', /24 h ago/],
    [
      'a clock that is behind',
      signed,
      asOf('2026-01-31T07:00:00Z'),
      'clock-behind',
      /60 min ahead/,
    ],
    [
      'no signature',
      renderResponse(spec),
      ours,
      'unsigned',
      /^Neither the Response nor its assertion is signed/,
    ],
    [
      'SHA-1',
      signXml(renderResponse(spec), {
        element: 'Assertion',
        key: cast.idp,
        signatureAlgorithm: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1',
      }),
      ours,
      'algorithm-weak',
      /rsa-sha1/,
    ],
    [
      'pretty printing',
      signed.replaceAll('><', '>\n  <'),
      ours,
      'changed-white-space',
      /white space was added between/,
    ],
    [
      'another value',
      signed.replaceAll('Simon', 'Admin'),
      ours,
      'changed-content',
      /the right key signed it/,
    ],
  ])('%s', async (_, xml, given, id, because) => {
    const causes = (await explained(base64(xml), given)).causes;
    expect(causes.map((cause) => cause.id)).toContain(id);
    expect(causes.find((cause) => cause.id === id)?.because.join(' ')).toMatch(because);
    if (id !== 'certificate-expired') expect(causes).toHaveLength(1);
  });
  test('white space around values', async () => {
    const pretty = signed
      .replaceAll('><', '>\n  <')
      .replace(/<NameID([^>]*)>([^<]*)</, '<NameID$1>\n$2\n<');
    expect((await first(pretty))?.because[0]).toMatch(/around its elements and values/);
  });
  test('letters beyond ASCII that were decoded as another encoding', async () => {
    const umlaut = signXml(renderResponse(spec).replaceAll('B.Simon<', 'Zoë Müller €<'), {
      element: 'Assertion',
      key: cast.idp,
    });
    expect(ids(await explained(umlaut, ours))).toEqual([]);
    const mojibake = new TextDecoder('windows-1252').decode(Buffer.from(umlaut));
    expect((await first(mojibake))?.id).toBe('changed-encoding');
  });
  test('carriage returns that were lost', async () => {
    const windows = signXml(renderResponse(spec).replaceAll('B.Simon<', 'two&#13;\nlines<'), {
      element: 'Assertion',
      key: cast.idp,
    });
    expect(ids(await explained(windows, ours))).toEqual([]);
    expect((await first(windows.replaceAll('&#13;', '')))?.id).toBe('changed-line-breaks');
  });
  test('the checks behind a broken signature are made too, on a copy', async () => {
    const { judged, causes } = await explained(base64(signed.replaceAll('Simon', 'Admin')), {
      ...ours,
      serviceProvider: { entityId: 'https://other.test', acsUrls: [sp.acs] },
    });
    expect(judged?.beyondSignature).toBe(true);
    expect(judged?.refusals.map(({ check }) => check)).toEqual(['signature', 'audience']);
    expect(causes.map(({ id }) => id)).toEqual(['changed-content', 'audience']);
  });
  test('a canonicalisation that samlab refuses is a possibility, and what follows is checked', async () => {
    const inclusive = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315';
    const xml = signXml(renderResponse(spec), {
      element: 'Assertion',
      key: cast.idp,
      canonicalization: inclusive,
      transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', inclusive],
    });
    const { causes, signatures } = await explained(base64(xml), ours);
    expect(signatures.map(({ verdict }) => verdict)).toEqual(['valid']);
    expect(causes.map(({ id, likelihood }) => [id, likelihood])).toEqual([
      ['canonicalization', 'possible'],
    ]);
  });
  test('a guessed value makes a cause a possibility', async () => {
    const wrong = renderResponse(spec).replace(
      `Recipient="${sp.acs}"`,
      'Recipient="http://sp.test/other"',
    );
    const { causes } = await explained(
      base64(signXml(wrong, { element: 'Assertion', key: cast.idp })),
      trusted,
    );
    expect(causes.map(({ id, likelihood }) => [id, likelihood])).toEqual([['acs-url', 'possible']]);
  });
});

describe('what a HAR file shows', () => {
  const request = {
    url: encodeRedirect({
      endpoint: 'https://login.test/saml2',
      parameter: 'SAMLRequest',
      xml: authnRequest(),
    }),
    at: '2026-01-31T07:59:00.000Z',
  };
  const cookie = 'sp_pending=secret; Path=/; SameSite=Lax; HttpOnly';
  const post = (xml: string, more: Partial<Parameters<typeof harEntry>[0]> = {}) =>
    harEntry({
      method: 'POST',
      url: sp.acs,
      form: { SAMLResponse: base64(xml), RelayState: 'r' },
      status: 403,
      ...more,
    });
  const login = harEntry({
    url: 'http://sp.test/login',
    status: 302,
    location: request.url,
    set: [cookie],
    at: request.at,
  });

  test('request and response are one sign-in, as of the time of the POST', async () => {
    const { exchanges } = explain([await captured(har(login, harEntry(request), post(signed)))], {
      ...nothing,
      ...trusted,
    });
    expect(exchanges).toHaveLength(1);
    const [exchange] = exchanges;
    expect(exchange?.request?.says.id).toBe('_request-1');
    expect(exchange?.circumstances).toMatchObject({
      now,
      spEntityId: sp.entityId,
      acsUrl: sp.acs,
      idpEntityId,
    });
    expect(ids(exchange ?? { causes: [] })).toEqual(['signed-other-part']);
  });
  test('a cookie that the POST did not bring', async () => {
    const without = har(login, harEntry(request), post(signed, { sent: ['other=1'] }));
    const withIt = har(
      login,
      harEntry(request),
      post(signed, { sent: ['other=1; sp_pending=secret'] }),
    );
    expect(ids(await explained(without, trusted))).toEqual(['cookie-missing']);
    expect(ids(await explained(withIt, trusted))).toEqual(['signed-other-part']);
    expect(JSON.stringify(await explained(without, trusted))).not.toContain('secret');
  });
  test('two responses to one request, and one response twice', async () => {
    const second = signedAssertion(testSpec(cast, { seed: 'other' }));
    const later = { at: '2026-01-31T08:00:05.000Z' };
    const answers = explain(
      [await captured(har(harEntry(request), post(signed), post(second, later)))],
      { ...nothing, ...trusted },
    );
    expect(answers.exchanges.map(ids)).toEqual([['signed-other-part'], ['answered-twice']]);
    const twice = explain(
      [await captured(har(harEntry(request), post(signed), post(signed, later)))],
      { ...nothing, ...trusted },
    );
    expect(twice.exchanges.map(ids)).toEqual([['signed-other-part'], ['replayed']]);
  });
  test('encodings that the binding does not have', async () => {
    const form = (value: string) => har(post('', { form: { SAMLResponse: value }, status: 200 }));
    expect(ids(await explained(form(base64(signed)), ours))).toEqual([]);
    expect(ids(await explained(form(base64(base64(signed))), ours))).toEqual(['encoded-twice']);
    const plain = harEntry({
      url: `https://login.test/saml2?SAMLRequest=${encodeURIComponent(base64(authnRequest()))}`,
    });
    expect(ids(await explained(har(plain)))).toEqual(['redirect-not-deflated']);
  });
});

describe("Entra's checks on the request", () => {
  const given = { serviceProvider: { entityId: sp.entityId, acsUrls: [sp.acs] } };
  test('a right one passes', async () => {
    expect(ids(await explained(authnRequest(), given))).toEqual([]);
  });
  test('the first that fails is what Entra says', async () => {
    const { judgedRequest, causes } = await explained(
      authnRequest('1', 'http://sp.test/other'),
      given,
    );
    expect(judgedRequest?.refusals.map(({ code }) => code)).toEqual([
      'AADSTS7500529',
      'AADSTS50011',
    ]);
    expect(causes[0]?.because).toEqual([expect.stringMatching(/^AADSTS7500529/)]);
  });
});

describe('the signature of a request, where the metadata says that requests are signed', () => {
  const serviceProvider = {
    entityId: sp.entityId,
    acsUrls: [sp.acs],
    certificates: [idp.certificate],
    signsAuthnRequests: true,
  };
  const asOf = now;
  const at = 'https://login.microsoftonline.com/common/saml2';
  const query = (privateKey = idp.privateKey, digest: 'sha1' | 'sha256' = 'sha256') =>
    encodeRedirect({
      endpoint: at,
      parameter: 'SAMLRequest',
      xml: authnRequest(),
      relayState: '/inbox',
      sign: { privateKey, digest },
    });
  const unsigned = encodeRedirect({ endpoint: at, parameter: 'SAMLRequest', xml: authnRequest() });
  const postedForm = (xml: string) =>
    har(harEntry({ method: 'POST', url: at, form: { SAMLRequest: base64(xml) } }));
  const key = { privateKey: idp.privateKey, certificateBase64: toBase64(idp.certificate) };
  const enveloped = signXml(authnRequest(), { key, element: 'AuthnRequest' });

  test.each([
    ['by HTTP-Redirect', query()],
    ['by HTTP-POST', JSON.stringify(postedForm(enveloped))],
  ])('a right one passes: %s', async (_, capture) => {
    const { judgedRequest, causes } = await explained(capture, { serviceProvider, asOf });
    expect(causes).toEqual([]);
    expect(judgedRequest?.checks.map(({ name }) => name)).toContain('request-signature');
    expect(judgedRequest?.assumptions).toEqual([expect.stringContaining('AuthnRequestsSigned')]);
  });

  test.each([
    ['none', 'AADSTS76021', unsigned],
    ['none, by HTTP-POST', 'AADSTS76021', JSON.stringify(postedForm(authnRequest()))],
    ['by another key', 'AADSTS76023', query(idpSecondKey.privateKey)],
    ['by RSA-SHA1', 'AADSTS76023', query(idp.privateKey, 'sha1')],
    ['over another RelayState', 'AADSTS76023', query().replace('inbox', 'other')],
    [
      'over another request',
      'AADSTS76023',
      JSON.stringify(
        postedForm(enveloped.replace('Version="2.0"', 'Version="2.0" ForceAuthn="true"')),
      ),
    ],
  ])('%s is %s', async (_, code, capture) => {
    const { judgedRequest } = await explained(capture, { serviceProvider, asOf });
    expect(judgedRequest?.refusals.map((refusal) => refusal.code)).toEqual([code]);
    const open = { ...serviceProvider, signsAuthnRequests: false };
    const other = await explained(capture, { serviceProvider: open, asOf });
    expect(other.judgedRequest?.refusals).toEqual([]); // the control
  });

  test('is not judged once a Response says that Entra took the request', async () => {
    const capture = har(
      harEntry({ url: unsigned }),
      harEntry({ method: 'POST', url: sp.acs, form: { SAMLResponse: base64(signed) } }),
    );
    const { exchanges } = explain([await captured(capture)], {
      ...nothing,
      ...trusted,
      serviceProvider,
      asOf,
    });
    const request = exchanges.find((one) => one.request);
    expect(request?.response).toBeDefined();
    expect(request?.judgedRequest?.refusals).toEqual([]);
  });
});

test('which part is signed is told apart', async () => {
  const parents = async (xml: string) =>
    (await explained(base64(xml), ours)).signatures.map(({ parent }) => parent);
  expect(await parents(signedResponse(spec))).toEqual(['Response']);
  expect(await parents(bothSigned(spec))).toEqual(['Response', 'Assertion']);
});

describe('an encrypted assertion', () => {
  const { xml } = signedAndEncrypted(spec);
  const message = base64(String(xml));
  test('with the right key everything is checked', async () => {
    const found = await explained(message, { ...ours, keys: [decryption.privateKey] });
    expect(ids(found)).toEqual([]);
    expect(found.signatures.map(({ parent, verdict }) => [parent, verdict])).toEqual([
      ['Response', 'valid'],
      ['Assertion', 'valid'],
    ]);
  });
  test('with the wrong key, that is the cause', async () => {
    const { causes } = await explained(message, { ...ours, keys: [idpSecondKey.privateKey] });
    expect(causes.map(({ id }) => id)).toEqual(['encrypted-for-another']);
  });
  test('with a key of another kind too', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
    const { causes } = await explained(message, { ...ours, keys: [privateKey] });
    expect(causes.map(({ id }) => id)).toEqual(['encrypted-for-another']);
  });
  test('without a key nothing is claimed', async () => {
    const { causes, judged } = await explained(message, ours);
    expect(causes).toEqual([]);
    expect(judged?.checks.find(({ name }) => name === 'audience')?.outcome).toBe('not_reached');
  });
  test('in a Response that is not signed, as Entra sends it, the signature inside counts', async () => {
    const encrypted = encryptedFor(spec, assertionWithSignature(spec));
    const open = base64(renderResponse(spec, encrypted));
    const found = await explained(open, { ...ours, keys: [decryption.privateKey] });
    expect(ids(found)).toEqual([]);
    expect(found.signatures.map(({ verdict }) => verdict)).toEqual(['valid']);
    const other = {
      ...ours,
      certificates: [idpSecondKey.certificate],
      keys: [decryption.privateKey],
    };
    expect(ids(await explained(open, other))).toEqual(['certificate-other']);
  });
});

test('an error of the identity provider', async () => {
  const failed = renderResponse({
    ...spec,
    response: {
      ...spec.response,
      status:
        '<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Responder"/><samlp:StatusMessage>AADSTS50105: not assigned</samlp:StatusMessage></samlp:Status>',
    },
  });
  const { causes } = await explained(base64(failed), ours);
  expect(causes.map(({ id }) => id)).toEqual(['idp-refused']);
  expect(causes[0]?.because.join(' ')).toContain('It says: AADSTS50105: not assigned');
});

test('every check of the service provider has a cause', async () => {
  const { judged } = await explained(base64(signed), ours);
  const names = judged?.checks.map(({ name }) => name) ?? [];
  expect(names.length).toBeGreaterThan(40);
  expect(names.filter((name) => causeOfCheck[name] === undefined)).toEqual([]);
});

describe('what looks like a message and is none of SAML 2.0', () => {
  test.each([
    ['SAML 1.1', 'urn:oasis:names:tc:SAML:1.0:protocol', /a Response of SAML 1\.1/],
    ['another namespace', 'urn:other', /in the namespace urn:other/],
  ])('%s', async (_, namespace, problem) => {
    const xml = `<p:Response xmlns:p="${namespace}" ID="_x"><p:Status/></p:Response>`;
    const { exchanges, unreadable } = explain([await captured(xml)], nothing);
    expect(exchanges).toEqual([]);
    expect(unreadable[0]?.problem).toMatch(problem);
  });
});

test('a service provider that refuses what passes here is asked for its log', async () => {
  const entry = (status: number) =>
    har(
      harEntry({
        method: 'POST',
        url: sp.acs,
        form: { SAMLResponse: base64(bothSigned(spec)) },
        status,
      }),
    );
  expect(ids(await explained(entry(302), ours))).toEqual([]);
  const refused = await explained(entry(500), ours);
  expect(refused.causes.map(({ id, likelihood }) => [id, likelihood])).toEqual([
    ['service-provider-refused', 'possible'],
  ]);
  const [report] = reportOf(explain([await captured(entry(500))], { ...nothing, ...ours }), {
    showSecrets: true,
  }).exchanges;
  expect(report?.sentence).toMatch(/and the service provider answered with status 500\.$/);
  expect(report?.exchange).toMatchObject({ outcome: 'failure', answer: { by: 'sp', status: 500 } });
});
