import { connect } from 'node:net';
import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Browser, base64, redirectTo, type Seen } from '../testing/browser.ts';
import { authnRequest, type Contoso, contoso, tenantId } from '../testing/contoso.ts';

let lab: Contoso;
beforeAll(async () => {
  lab = await contoso();
});
afterAll(() => lab.idp.close());

const sso = `/${tenantId}/saml2`;
const withQuery = (fields: Record<string, string> | [string, string][]) => (browser: Browser) =>
  browser.get(`${sso}?${new URLSearchParams(fields)}`);
const withForm = (fields: Record<string, string> | [string, string][]) => (browser: Browser) =>
  browser.post(sso, fields);
const good = authnRequest();
const deflated = (text: string | Buffer) => deflateRawSync(text).toString('base64');
const withDtd = `<!DOCTYPE r [<!ENTITY x "y">]>${good}`;
const bomb = deflated(Buffer.alloc(64 * 1024 * 1024, 0x20));
const deep = `${'<a>'.repeat(2000)}${'</a>'.repeat(2000)}`;
const logout = '<LogoutRequest xmlns="urn:oasis:names:tc:SAML:2.0:protocol" ID="a"/>';

test.each<[string, number, (browser: Browser) => Promise<Seen>]>([
  ['no parameter', 750054, withQuery({})],
  ['an empty parameter', 750054, withQuery({ SAMLRequest: '' })],
  ['a post without a field', 750054, withForm({})],
  ['not base64', 750056, withQuery({ SAMLRequest: '%%%not base64' })],
  ['not base64, by POST', 750056, withForm({ SAMLRequest: '%%%not base64' })],
  ['not DEFLATE', 750055, withQuery({ SAMLRequest: base64('not deflate') })],
  ['a POST message sent by redirect', 750055, withQuery({ SAMLRequest: base64(good) })],
  ['a redirect message sent by POST', 75005, withForm({ SAMLRequest: deflated(good) })],
  ['a LogoutRequest DEFLATEd and sent by POST', 75005, withForm({ SAMLRequest: deflated(logout) })],
  ['a deflate bomb', 75005, withQuery({ SAMLRequest: bomb.slice(0, 40_000) })],
  ['a small deflate bomb', 75005, withQuery({ SAMLRequest: deflated(Buffer.alloc(1 << 22)) })],
  ['not XML', 7500525, withQuery({ SAMLRequest: deflated('hello') })],
  ['not XML, by POST', 7500525, withForm({ SAMLRequest: base64('<a>') })],
  ['a DTD', 7500525, withQuery({ SAMLRequest: deflated(withDtd) })],
  ['a DTD, by POST', 7500525, withForm({ SAMLRequest: base64(withDtd) })],
  ['nested too deeply', 7500525, withForm({ SAMLRequest: base64(deep) })],
  ['not UTF-8', 75005, withForm({ SAMLRequest: base64(Buffer.from([0x3c, 0xff, 0xfe])) })],
  ['another message', 75005, withQuery({ SAMLRequest: deflated('<Response/>') })],
  ['a LogoutRequest without Version', 75005, withQuery({ SAMLRequest: deflated(logout) })],
  ['a LogoutRequest by POST', 75005, withForm({ SAMLRequest: base64(logout) })],
  ['a SAMLResponse that is a LogoutRequest', 75005, withQuery({ SAMLResponse: deflated(logout) })],
  [
    'a LogoutResponse to nothing',
    50061,
    withQuery({ SAMLResponse: deflated(logout.replace('Request', 'Response')) }),
  ],
  ['1 MB in the query', 90015, withQuery({ SAMLRequest: 'A'.repeat(1_000_000) })],
  ['1 MB in a form', 75005, withForm({ SAMLRequest: 'A'.repeat(1_000_000) })],
  ['300 KB of XML', 75005, withForm({ SAMLRequest: base64(`${good}${' '.repeat(300_000)}`) })],
  [
    'the parameter twice',
    9000411,
    withQuery([
      ['SAMLRequest', deflated(good)],
      ['SAMLRequest', deflated(good)],
    ]),
  ],
  [
    'RelayState twice, by POST',
    9000411,
    withForm([
      ['SAMLRequest', base64(good)],
      ['RelayState', 'a'],
      ['RelayState', 'b'],
    ]),
  ],
])('%s: AADSTS%i, HTTP 400, and nothing is stored', async (_, code, send) => {
  const browser = new Browser(lab.idp.app);
  const page = await send(browser);
  expect(page.aadsts).toBe(code);
  expect(page.status).toBe(400);
  expect(page.body).toContain("Sorry, but we're having trouble signing you in.");
  expect(page.headers['x-ms-request-id']).toMatch(/^[0-9a-f-]{34}00$/);
  // A pending sign-in always comes with the browser's cookie.
  expect([...browser.cookies]).toEqual([]);
});

test('control: a valid request by either binding', async () => {
  const browser = new Browser(lab.idp.app);
  expect((await browser.get(redirectTo(good))).aadsts).toBeUndefined();
  expect((await browser.post(sso, { SAMLRequest: base64(good) })).aadsts).toBeUndefined();
  expect([...browser.cookies.keys()]).toEqual(['esctx']);
});

test('an address of 1 MB on a real socket: Entra’s page, although the parser rejects it', async () => {
  const other = await contoso();
  const { port } = new URL(await other.idp.app.listen({ port: 0, host: '127.0.0.1' }));
  const answer = await new Promise<string>((resolve, reject) => {
    let text = '';
    const socket = connect(Number(port), '127.0.0.1');
    socket.on('data', (chunk) => {
      text += chunk;
    });
    socket.on('close', () => resolve(text));
    socket.on('error', (error) => (text ? resolve(text) : reject(error)));
    socket.write(
      `GET ${sso}?SAMLRequest=${'A'.repeat(1_000_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`,
    );
  });
  const recorded = other.exchanges.all();
  await other.idp.close();
  expect(recorded).toMatchObject([{ outcome: 'failure', refusal: { code: 'AADSTS90015' } }]);
  expect(answer).toContain(`/exchanges/${recorded[0]?.id}`);
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  expect(answer).toContain('AADSTS90015: ');
});

test('a request that is DEFLATEd and posted is named, and what to do', async () => {
  const browser = new Browser(lab.idp.app);
  const page = await withForm({ SAMLRequest: deflated(good) })(browser);
  expect(page.body).toContain('The message is DEFLATEd, which is the encoding of HTTP-Redirect');
  expect(page.body).toContain('skipRequestCompression: true');
  expect((await withForm({ SAMLRequest: base64(good) })(browser)).status).toBe(200);
});
