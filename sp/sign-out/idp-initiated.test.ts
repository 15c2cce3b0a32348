import { sign } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readCertificate } from '../../certs/certificate.ts';
import { makeSigningCertificate, type SigningKey } from '../../certs/signing-certificate.ts';
import { readRedirectQuery } from '../../saml/bindings/redirect-query.ts';
import { element } from '../../saml/canonical-writer.ts';
import { type LogoutResponse, openLogout } from '../../saml/logout.ts';
import { nameIdFormat, ns } from '../../saml/names.ts';
import { readSpDescriptor } from '../../saml/sp-descriptor.ts';
import type { SingleSignOnInput } from '../administration/single-sign-on.ts';
import { answerTo, minutes } from '../testing/answers.ts';
import { Browser } from '../testing/browser.ts';
import type { ResponseParts } from '../testing/build-response.ts';
import {
  byPost,
  byRedirect,
  type Delivery,
  type LogoutParts,
  logoutRequest,
  logoutUrl,
} from '../testing/logout-messages.ts';
import {
  idpEntityId,
  type SpUnderTest,
  spUnderTest,
  ssoLoginUrl,
  today,
} from '../testing/sp-under-test.ts';

const ssoLogoutUrl = 'http://idp.test/logout';
const path = '/saml/contoso/logout';
const accept = { accept: 'application/problem+json' };

let under: SpUnderTest;
let key: SigningKey;
let stranger: SigningKey;
let person: Browser;
let sessionIndex: string;

beforeAll(async () => {
  under = await spUnderTest({ ssoLogoutUrl });
  key = under.context.key;
  stranger = await makeSigningCertificate({ notBefore: new Date('2026-01-01T00:00:00Z') });
});
afterAll(() => under.sp.close());
beforeEach(async () => {
  ({ person, sessionIndex } = await signIn());
});
afterEach(async () => {
  under.setNow(today);
  await configure({});
});

let count = 0;
async function signIn(parts: ResponseParts = {}) {
  count += 1;
  const browser = new Browser(under.sp);
  const assertionId = `_session-${count}`; // also its SessionIndex
  const response = await answerTo(under, null, { parts: { assertionId, ...parts } });
  expect((await browser.postResponse(response)).statusCode).toBe(303);
  return { person: browser, sessionIndex: assertionId };
}

async function configure(settings: Partial<SingleSignOnInput>) {
  await under.sp.administration.enableSingleSignOn('contoso', {
    ...{ ssoLoginUrl, ssoLogoutUrl, idpEntityId, certificates: [key.certificate.der] },
    ...settings,
  });
}

const honest = (parts: LogoutParts = {}) =>
  logoutRequest({ sessionIndexes: [sessionIndex], ...parts });

const redirect = (parts: LogoutParts = {}, delivery: Partial<Delivery> = {}) =>
  person.get(byRedirect(honest(parts), { key, ...delivery }), accept);
const post = async (parts: LogoutParts = {}, delivery: Partial<Delivery> = {}) =>
  person.post(path, await byPost(honest(parts), { key, ...delivery }), accept);

/** The LogoutResponse in a redirect, verified by the key of our metadata. */
async function answered(location: unknown): Promise<LogoutResponse & { relayState?: string }> {
  expect(String(location).startsWith(`${ssoLogoutUrl}?`)).toBe(true);
  const query = String(location).split('?')[1] ?? '';
  const { rawPayload } = await under.sp.app.inject('/saml/contoso/metadata');
  const [certificate = ''] = readSpDescriptor(rawPayload).signingCertificates;
  const { publicKey } = readCertificate(Buffer.from(certificate));
  const read = readRedirectQuery(query);
  if (!read) throw new Error('There is no message.');
  using logout = openLogout(read.xml, 'LogoutResponse');
  expect(logout.schemaErrors).toEqual([]);
  const { message } = logout.verifyQuery(query, { certificates: [{ publicKey, thumbprint: '' }] });
  if (message.kind !== 'LogoutResponse') throw new Error('It is no LogoutResponse.');
  return { ...message, ...(read.relayState !== undefined && { relayState: read.relayState }) };
}

describe('a signed LogoutRequest', () => {
  test.each([
    ['Redirect', redirect],
    ['POST', post],
  ])('by %s ends the session and is answered', async (_, send) => {
    const answer = await send({ id: `_r${count}` }, { relayState: 'a b/ü' });
    expect(answer.statusCode).toBe(303);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(await answered(answer.headers.location)).toMatchObject({
      inResponseTo: `_r${count}`,
      destination: ssoLogoutUrl,
      issuer: 'http://sp.test/saml/contoso/metadata',
      status: { code: 'urn:oasis:names:tc:SAML:2.0:status:Success' },
      relayState: 'a b/ü',
    });
    expect(await person.whoami()).toBe(401);
  });

  test('with lower-case escapes, as Entra writes them', async () => {
    const unsigned = byRedirect(honest(), { key: undefined }).split('?')[1] ?? '';
    const sigAlg = encodeURIComponent('http://www.w3.org/2001/04/xmldsig-more#rsa-sha256');
    const query = `${unsigned}&SigAlg=${sigAlg}`.replace(/%[0-9A-F]{2}/g, (e) => e.toLowerCase());
    expect(query).toContain('%3a');
    const value = sign('sha256', Buffer.from(query), key.privateKey).toString('base64');
    const signed = `${path}?${query}&Signature=${encodeURIComponent(value)}`;
    expect((await person.get(signed.replace('%3a', '%3A'), accept)).json().check).toBe('signature');
    expect((await person.get(signed, accept)).statusCode).toBe(303);
  });

  test('without SessionIndex ends every session of the person, in all browsers', async () => {
    const { person: other } = await signIn();
    await redirect({ sessionIndexes: [] });
    expect([await person.whoami(), await other.whoami()]).toEqual([401, 401]);
  });

  test('with SessionIndex ends that session alone', async () => {
    const { person: other, sessionIndex: second } = await signIn();
    await redirect({ sessionIndexes: [second] });
    expect([await person.whoami(), await other.whoami()]).toEqual([200, 401]);
    await redirect({ sessionIndexes: ['_foreign'] });
    expect(await person.whoami()).toBe(200);
    await redirect({ sessionIndexes: ['_foreign', sessionIndex] });
    expect(await person.whoami()).toBe(401);
  });

  test('without Format, as Entra sends it, is about the same person', async () => {
    await redirect({ nameIdFormat: null });
    expect(await person.whoami()).toBe(401);
  });

  test.each<[string, LogoutParts]>([
    ['another NameID', { nameId: 'K.Lee@contoso.com' }],
    ['another spelling', { nameId: 'b.simon@contoso.com' }],
    ['another Format', { nameIdFormat: nameIdFormat.persistent }],
    ['another qualifier', { nameQualifier: 'https://other.example.test/' }],
  ])('about %s ends no session', async (_, parts) => {
    const answer = await redirect({ sessionIndexes: [], ...parts });
    await answered(answer.headers.location);
    expect(await person.whoami()).toBe(200);
    await redirect({ sessionIndexes: [] });
    expect(await person.whoami()).toBe(401);
  });

  test('names a qualifier where the sign-in did, and our provider is the default', async () => {
    const nameQualifier = 'https://names.example.test/';
    const { person: other } = await signIn({ nameIdQualifier: nameQualifier });
    await redirect({ sessionIndexes: [] });
    expect([await person.whoami(), await other.whoami()]).toEqual([401, 200]);
    await redirect({ sessionIndexes: [], nameQualifier });
    expect(await other.whoami()).toBe(401);
    const { person: third } = await signIn();
    await redirect({ sessionIndexes: [], nameQualifier: idpEntityId });
    expect(await third.whoami()).toBe(401);
  });

  test('about somebody unknown is answered so; about a session that is over, with success', async () => {
    const unknown = await redirect({ nameId: 'nobody@contoso.com' });
    expect((await answered(unknown.headers.location)).status.subcode).toContain('UnknownPrincipal');
    await redirect();
    const over = await redirect();
    expect((await answered(over.headers.location)).status.code).toContain('Success');
  });

  test('is shown as a page where there is no address to answer to', async () => {
    await under.sp.administration.enableSingleSignOn('contoso', {
      ...{ ssoLoginUrl, idpEntityId, certificates: [key.certificate.der] },
    });
    const answer = await redirect();
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain('You are signed out');
    expect(await person.whoami()).toBe(401);
  });

  test('does not touch another company with a person of the same name', async () => {
    const { administration } = under.sp;
    await administration.createCompany({ id: 'other', name: 'Other' });
    await administration.enableSingleSignOn('other', {
      ...{ ssoLoginUrl, idpEntityId, certificates: [key.certificate.der] },
    });
    const destination = logoutUrl.replace('contoso', 'other');
    const query = byRedirect(honest({ destination }), { key }).split('?')[1];
    const answer = await person.get(`/saml/other/logout?${query}`, accept);
    expect(answer.statusCode).toBe(200);
    expect(await person.whoami()).toBe(200);
  });
});

interface Refused {
  check: string;
  because: string;
  parts?: LogoutParts;
  delivery?: Partial<Delivery>;
  found: string;
}

const refused: Refused[] = [
  {
    ...{ check: 'signature_present', because: 'unsigned', found: '' },
    delivery: { key: undefined },
  },
  {
    ...{ check: 'signature_algorithm', because: 'SHA-1', found: 'sha1' },
    delivery: { digest: 'sha1' },
  },
  {
    ...{ check: 'schema', because: 'an element too many', found: 'Extra' },
    parts: { extraChild: element('samlp:Extra') },
  },
  { check: 'version', because: 'Version 1.1', parts: { version: '1.1' }, found: '1.1' },
  {
    ...{ check: 'issue_instant', because: 'in the future', found: 'ahead' },
    parts: { issueInstant: minutes(10) },
  },
  {
    ...{ check: 'issue_instant', because: 'kept for hours', found: 'ago' },
    parts: { issueInstant: minutes(-124), notOnOrAfter: null },
  },
  {
    ...{ check: 'issuer', because: 'another provider', found: 'other' },
    parts: { issuer: 'https://other.example.test/' },
  },
  { check: 'issuer', because: 'no Issuer', parts: { issuer: null }, found: 'nothing' },
  {
    ...{ check: 'issuer', because: 'the name that only responses have', found: 'login.' },
    parts: { issuer: idpEntityId.replace('sts.windows.net', 'login.microsoftonline.com') },
  },
  {
    ...{ check: 'destination', because: 'sent to the wrong address', found: 'other' },
    parts: { destination: 'https://other.example.test/logout' },
  },
  {
    ...{ check: 'destination', because: 'sent to no address', found: 'no Destination' },
    parts: { destination: null },
  },
  {
    ...{ check: 'not_on_or_after', because: 'expired', found: 'ago' },
    parts: { notOnOrAfter: minutes(-3) },
  },
  {
    ...{
      check: 'not_on_or_after',
      because: 'expiring at no instant',
      found: '2026-01-31T09:00:00',
    },
    parts: { notOnOrAfter: '2026-01-31T09:00:00' }, // no zone
  },
  { check: 'name_id', because: 'an empty name', parts: { nameId: '' }, found: '""' },
];

describe('refused, and the session goes on, until the same is sent rightly', () => {
  test.each(
    refused.flatMap((each) =>
      (['Redirect', 'POST'] as const).map((by): [string, string, string, Refused] => [
        ...([each.check, each.because, by] as [string, string, string]),
        each,
      ]),
    ),
  )('%s: %s, by %s', async (check, _, by, { parts, delivery, found }) => {
    const send = by === 'POST' ? post : redirect;
    const answer = await send(parts, delivery);
    expect(answer.json()).toMatchObject({ check, title: 'Sign-out refused' });
    expect(answer.json().found).toContain(found);
    expect([400, 403]).toContain(answer.statusCode);
    expect(await person.whoami()).toBe(200);
    expect((await send()).statusCode).toBe(303);
    expect(await person.whoami()).toBe(401);
  });

  test('replay: the same request twice, at once and later', async () => {
    const again = byRedirect(honest({ sessionIndexes: [] }), { key });
    const { person: other } = await signIn();
    const answers = await Promise.all([person.get(again, accept), other.get(again, accept)]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([303, 403]);
    const { person: later } = await signIn();
    const replayed = await later.get(again, accept);
    expect(replayed.json().check).toBe('replay');
    expect(await later.whoami()).toBe(200);
  });

  test('signature_key: a stranger, by POST; signature: by Redirect, where no key is named', async () => {
    expect((await post({}, { key: stranger })).json().check).toBe('signature_key');
    expect((await redirect({}, { key: stranger })).json().check).toBe('signature');
    expect(await person.whoami()).toBe(200);
  });

  test('size: too large once it is canonicalised', async () => {
    const form = await byPost(honest(), { key });
    const xml = Buffer.from(form.SAMLRequest ?? '', 'base64').toString();
    const grown = (length: number) =>
      Buffer.from(
        xml.replace(
          '</Signature>',
          `$&<samlp:Extensions xmlns:a="urn:${'x'.repeat(length)}">${'<a:x/>'.repeat(10_000)}</samlp:Extensions>`,
        ),
      ).toString('base64');
    expect((await person.post(path, { SAMLRequest: grown(1) }, accept)).json().check).toBe(
      'signature',
    );
    expect((await person.post(path, { SAMLRequest: grown(500) }, accept)).json().check).toBe(
      'size',
    );
  });

  test('signature_profile: the signature of another element', async () => {
    const form = await byPost(honest({ id: '_one' }), { key });
    const xml = Buffer.from(form.SAMLRequest ?? '', 'base64').toString();
    const moved = xml.replace('ID="_one"', 'ID="_two"');
    const SAMLRequest = Buffer.from(moved).toString('base64');
    expect((await person.post(path, { SAMLRequest }, accept)).json().check).toBe(
      'signature_profile',
    );
    expect(await person.whoami()).toBe(200);
  });

  test('signature: content, RelayState or SigAlg changed after signing', async () => {
    const form = await byPost(honest(), { key });
    const xml = Buffer.from(form.SAMLRequest ?? '', 'base64').toString();
    const SAMLRequest = Buffer.from(xml.replace(sessionIndex, '_other')).toString('base64');
    const query = byRedirect(honest(), { key, relayState: 'here' });
    const answers = [
      await person.post(path, { SAMLRequest }, accept),
      await person.get(query.replace('=here', '=there'), accept),
      await person.get(query.replace('rsa-sha256', 'rsa-sha512'), accept),
    ];
    expect(answers.map((answer) => answer.json().check)).toEqual(Array(3).fill('signature'));
    expect(await person.whoami()).toBe(200);
    expect((await person.get(query, accept)).statusCode).toBe(303);
  });

  test('signature_algorithm: an unknown one does not fall back to SHA-1', async () => {
    const query = byRedirect(honest(), { key, digest: 'sha1' });
    const unknown = query.replace(/SigAlg=[^&]+/, 'SigAlg=urn%3Aexample%3Anone');
    expect((await person.get(unknown, accept)).json().check).toBe('signature_algorithm');
  });

  test('certificate_dates: an expired certificate', async () => {
    const future = new Date('2030-01-01T00:00:00Z');
    const signedIn = { notOnOrAfter: null, issueInstant: future.toISOString() };
    under.setNow(future);
    expect((await redirect(signedIn)).json().check).toBe('certificate_dates');
    await configure({ allowExpiredCertificate: true });
    expect((await redirect(signedIn)).statusCode).toBe(303);
  });

  test('no key is configured: signature', async () => {
    await configure({ certificates: [] });
    expect((await redirect()).json().check).toBe('signature');
    expect((await post()).json().check).toBe('signature_key');
    expect(await person.whoami()).toBe(200);
  });

  test('name_id: nobody in clear', async () => {
    const encryptedId = element(
      'EncryptedID',
      { xmlns: ns.assertion },
      element(
        'EncryptedData',
        { xmlns: ns.xenc },
        element('CipherData', {}, element('CipherValue', {}, 'AAAA')),
      ),
    );
    const answer = await redirect({ nameId: null, extraChild: encryptedId });
    expect(answer.json()).toMatchObject({ check: 'name_id', found: 'nothing' });
    expect(await person.whoami()).toBe(200);
  });
});
