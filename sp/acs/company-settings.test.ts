import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { makeSigningCertificate } from '../../certs/signing-certificate.ts';
import { answerTo, expectRefusal, minutes } from '../testing/answers.ts';
import { Browser, requestId } from '../testing/browser.ts';
import { buildResponse, encode } from '../testing/build-response.ts';
import {
  idpEntityId,
  type SpUnderTest,
  spUnderTest,
  ssoLoginUrl,
  today,
} from '../testing/sp-under-test.ts';

let under: SpUnderTest;
beforeAll(async () => {
  under = await spUnderTest();
});
afterEach(() => under.setNow(today));
afterAll(() => under.sp.close());

test('an unsolicited response, unless allowed', async () => {
  await configure({ allowUnsolicited: false });
  const person = new Browser(under.sp);
  const request = await person.startSignIn();
  const parts = { parts: { inResponseTo: null } };
  await expectRefusal(person, await answerTo(under, request, parts), {
    check: 'in_response_to',
    found: 'unsolicited',
  });
  expect((await person.postResponse(await answerTo(under, request))).statusCode).toBe(303);
});

test('no InResponseTo in the Assertion', async () => {
  const person = new Browser(under.sp);
  const request = await person.startSignIn();
  const parts = { parts: { confirmationInResponseTo: null } };
  await expectRefusal(person, await answerTo(under, request, parts), {
    check: 'in_response_to_agrees',
    found: 'nothing',
  });
});

test('a Response and an Assertion for different requests, both waiting', async () => {
  const person = new Browser(under.sp);
  const [first, second] = [await person.startSignIn(), await person.startSignIn()];
  const parts = { parts: { confirmationInResponseTo: second } };
  await expectRefusal(person, await answerTo(under, first, parts), {
    check: 'in_response_to_agrees',
    found: second,
  });
});

test('another key', async () => {
  const other = await makeSigningCertificate({ notBefore: new Date('2026-01-01T00:00:00Z') });
  const person = new Browser(under.sp);
  const request = await person.startSignIn();
  await configure({ certificates: [other.certificate.der] });
  await expectRefusal(person, await answerTo(under, request), {
    check: 'signature_key',
    found: 'CN=Microsoft Azure',
  });
  await configure({ certificates: [other.certificate.der, under.context.key.certificate.der] });
  expect((await person.postResponse(await answerTo(under, request))).statusCode).toBe(303);
});

test('an expired certificate, unless allowed', async () => {
  const future = new Date('2030-01-01T00:00:00Z');
  under.setNow(future);
  const person = new Browser(under.sp);
  const request = await person.startSignIn();
  const context = { ...under.context, now: future };
  const response = encode(await buildResponse(context, { inResponseTo: request }));
  await expectRefusal(person, response, { check: 'certificate_dates', found: '2029-01-01' });
  await configure({ allowExpiredCertificate: true });
  expect((await person.postResponse(response)).statusCode).toBe(303);
});

test('SHA-1, unless allowed', async () => {
  const person = new Browser(under.sp);
  const response = await answerTo(under, await person.startSignIn(), { parts: { digest: 'sha1' } });
  await expectRefusal(person, response, { check: 'signature_algorithm', found: 'sha1' });
  await configure({ allowSha1: true });
  expect((await person.postResponse(response)).statusCode).toBe(303);
});

test('a sign-in before a request with ForceAuthn', async () => {
  await configure({ forceAuthn: true });
  const person = new Browser(under.sp);
  const request = await person.startSignIn();
  const old = { parts: { authnInstant: minutes(-10) } };
  await expectRefusal(person, await answerTo(under, request, old), {
    check: 'authn_instant',
    found: 'ago',
  });
  const fresh = { parts: { authnInstant: minutes(0) } };
  expect((await person.postResponse(await answerTo(under, request, fresh))).statusCode).toBe(303);
});

test('another authentication context than requested', async () => {
  const requested = 'urn:oasis:names:tc:SAML:2.0:ac:classes:X509';
  await configure({ requestedAuthnContext: requested });
  const person = new Browser(under.sp);
  const request = await person.startSignIn();
  await expectRefusal(person, await answerTo(under, request), {
    check: 'authn_context',
    found: 'classes:Password',
  });
  const right = { parts: { classRef: requested } };
  expect((await person.postResponse(await answerTo(under, request, right))).statusCode).toBe(303);
});

test('single sign-on not enabled, and an unknown company', async () => {
  await under.sp.administration.createCompany({ id: 'fabrikam', name: 'Fabrikam' });
  const person = new Browser(under.sp);
  const accept = { accept: 'application/problem+json' };
  const fields = { SAMLResponse: await answerTo(under, '_x') };
  const off = await person.post('/saml/fabrikam/assert', fields, accept);
  expect([off.statusCode, off.json().check]).toEqual([403, 'single_sign_on']);
  const none = await person.post('/saml/nobody/assert', fields, accept);
  expect([none.statusCode, none.json().check]).toEqual([404, 'company']);
});

test('a request of another company', async () => {
  const { administration } = under.sp;
  await administration.createCompany({
    id: 'litware',
    name: 'Litware',
    domains: ['litware.com'],
  });
  await administration.enableSingleSignOn('litware', {
    ssoLoginUrl,
    idpEntityId,
    certificates: [under.context.key.certificate.der],
  });
  const person = new Browser(under.sp);
  const location = (await person.signIn('x@litware.com')).headers.location;
  const response = await answerTo(under, requestId(location));
  await expectRefusal(person, response, { check: 'in_response_to', found: 'another company' });
});

async function configure(settings: object) {
  await under.sp.administration.enableSingleSignOn('contoso', {
    ssoLoginUrl,
    idpEntityId,
    certificates: [under.context.key.certificate.der],
    ...settings,
  });
}
afterEach(() => configure({}));
