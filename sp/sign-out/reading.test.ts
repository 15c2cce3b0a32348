import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { wire } from '../../saml/canonical-writer.ts';
import { Browser } from '../testing/browser.ts';
import { byPost, byRedirect, logoutRequest, logoutResponse } from '../testing/logout-messages.ts';
import { type SpUnderTest, spUnderTest } from '../testing/sp-under-test.ts';

const path = '/saml/contoso/logout';
const accept = { accept: 'application/problem+json' };

let under: SpUnderTest;
let person: Browser;
beforeAll(async () => {
  under = await spUnderTest({ ssoLogoutUrl: 'http://idp.test/logout' });
  person = new Browser(under.sp);
});
afterAll(() => under.sp.close());

const base64 = (text: string | Buffer) => Buffer.from(text).toString('base64');
const deflated = (text: string) => deflateRawSync(text).toString('base64');

async function refusal(answer: ReturnType<Browser['get']>) {
  const { statusCode, headers, body } = await answer;
  expect(headers['content-type']).toContain('application/problem+json');
  return [statusCode, JSON.parse(body).check];
}

describe('the binding', () => {
  const query = () => byRedirect(logoutRequest(), { key: under.context.key });

  test('control: a valid message is accepted', async () => {
    expect((await person.get(query(), accept)).statusCode).toBe(303);
  });

  test.each<[string, () => string]>([
    ['nothing', () => path],
    ['both messages', () => `${query()}&SAMLResponse=x`],
    ['a message twice', () => `${query()}&SAMLRequest=x`],
    ['SigAlg twice', () => `${query()}&SigAlg=x`],
  ])('%s in the query', async (_, url) => {
    expect(await refusal(person.get(url(), accept))).toEqual([400, 'binding']);
  });

  test('a parameter name that only some parsers decode', async () => {
    const url = query().replace('SAMLRequest', 'SAMLRequ%65st');
    expect(await refusal(person.get(url, accept))).toEqual([400, 'binding']);
    const beside = `${query()}&SAMLRequ%65st=x`;
    expect((await person.get(beside, accept)).statusCode).toBe(303);
  });

  test('no message, several, another content type, another method', async () => {
    const field = (await byPost(logoutRequest(), { key: under.context.key })).SAMLRequest ?? '';
    const both = `SAMLRequest=${encodeURIComponent(field)}&SAMLRequest=x`;
    expect(await refusal(person.post(path, {}, accept))).toEqual([400, 'binding']);
    expect(await refusal(person.post(path, both, accept))).toEqual([400, 'binding']);
    const xml = { 'content-type': 'text/xml', ...accept };
    expect(await refusal(person.post(path, { a: 'b' }, xml))).toEqual([415, 'binding']);
    const json = { 'content-type': 'application/json', ...accept };
    const answer = under.sp.app.inject({
      method: 'POST',
      url: path,
      headers: json,
      payload: { SAMLRequest: field },
    });
    expect(await refusal(answer)).toEqual([415, 'binding']);
    const { statusCode, headers } = await under.sp.app.inject({ method: 'PUT', url: path });
    expect([statusCode, headers.allow]).toEqual([405, 'GET, POST']);
  });

  test('a form larger than any message', async () => {
    const large = { SAMLRequest: 'A'.repeat(1_100_000) };
    expect(await refusal(person.post(path, large, accept))).toEqual([413, 'size']);
  });
});

describe('the message', () => {
  const request = () => wire(logoutRequest());
  const get = (value: string, name = 'SAMLRequest') =>
    refusal(person.get(`${path}?${name}=${encodeURIComponent(value)}`, accept));

  test.each<[string, string, () => string]>([
    ['encoding', 'not deflated', () => base64(request())],
    ['encoding', 'no base64', () => '%%%'],
    ['size', 'large once inflated', () => deflated(`<a>${' '.repeat(300_000)}</a>`)],
    ['size', 'nested deeply', () => deflated('<a>'.repeat(1000))],
    ['doctype', 'with a DTD', () => deflated(`<!DOCTYPE a>${request()}`)],
    ['well_formed', 'cut short', () => deflated(request().slice(0, -5))],
    ['message', 'a LogoutResponse as request', () => deflated(wire(logoutResponse()))],
    ['message', 'of SAML 1.1', () => deflated(request().replace('2.0:protocol', '1.1:protocol'))],
    ['signature_present', 'control: whole, but unsigned', () => deflated(request())],
  ])('%s: %s, by Redirect', async (check, _, value) => {
    expect((await get(value()))[1]).toBe(check);
  });

  test.each<[string, string, () => string]>([
    ['encoding', 'deflated', () => deflated(request())],
    ['doctype', 'with a DTD', () => base64(`<!DOCTYPE a>${request()}`)],
    ['signature_present', 'control: whole, but unsigned', () => base64(request())],
  ])('%s: %s, by POST', async (check, _, SAMLRequest) => {
    const sent = person.post(path, { SAMLRequest: SAMLRequest() }, accept);
    expect((await refusal(sent))[1]).toBe(check);
  });

  test('in an unknown encoding', async () => {
    const url = `${byRedirect(logoutRequest(), { key: under.context.key })}&SAMLEncoding=urn%3Ax`;
    expect(await refusal(person.get(url, accept))).toEqual([400, 'encoding']);
  });

  test('to an unknown company, and to one without single sign-on', async () => {
    await under.sp.administration.createCompany({ id: 'fabrikam', name: 'Fabrikam' });
    const url = byRedirect(logoutRequest(), { key: under.context.key });
    const at = (id: string) => person.get(url.replace('contoso/logout', `${id}/logout`), accept);
    expect(await refusal(at('nobody'))).toEqual([404, 'company']);
    expect(await refusal(at('fabrikam'))).toEqual([403, 'single_sign_on']);
  });
});

test('the page names the check, what to do and the Logout URL, with the message escaped', async () => {
  const url = `${path}?SAMLRequest=${encodeURIComponent(deflated(wire(logoutRequest())))}`;
  const page = await person.get(url, { accept: 'text/html' });
  expect(page.statusCode).toBe(403);
  for (const part of [
    '<h1>Sign-out refused</h1>',
    'id="refusal" data-failed-check="signature_present"',
    'http://sp.test/saml/contoso/logout',
    '&lt;samlp:LogoutRequest',
    'The message is not signed',
  ])
    expect(page.body).toContain(part);
});
