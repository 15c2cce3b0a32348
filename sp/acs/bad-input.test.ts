import { afterAll, beforeAll, expect, test } from 'vitest';
import { Browser } from '../testing/browser.ts';
import { buildResponse, encode } from '../testing/build-response.ts';
import { type SpUnderTest, spUnderTest } from '../testing/sp-under-test.ts';

const url = '/saml/contoso/assert';
const form = 'application/x-www-form-urlencoded';
let under: SpUnderTest;
let unique = 0;

beforeAll(async () => {
  under = await spUnderTest();
});
afterAll(() => under.sp.close());

async function response(parts = {}): Promise<string> {
  unique += 1;
  return encode(await buildResponse(under.context, { assertionId: `_b${unique}`, ...parts }));
}

const requests: [
  string,
  { method?: 'GET' | 'POST' | 'PUT'; url?: string; type?: string; body?: (good: string) => string },
  number,
  string,
  string,
][] = [
  ['no field', { body: () => '' }, 400, 'binding', 'no field SAMLResponse'],
  ['another field', { body: () => 'SAMLRequest=x' }, 400, 'binding', 'no field SAMLResponse'],
  ['two', { body: (r) => `SAMLResponse=${r}&SAMLResponse=${r}` }, 400, 'binding', '2 fields'],
  [
    '10 MB',
    { body: () => `SAMLResponse=${'A'.repeat(10_000_000)}` },
    413,
    'size',
    '10000013 bytes',
  ],
  [
    'JSON',
    { type: 'application/json', body: (r) => JSON.stringify({ SAMLResponse: r }) },
    415,
    'binding',
    'application/json',
  ],
  ['text', { type: 'text/plain', body: (r) => `SAMLResponse=${r}` }, 415, 'binding', 'text/plain'],
  [
    'multipart',
    { type: 'multipart/form-data; boundary=x', body: () => '--x--' },
    415,
    'binding',
    'multipart/form-data',
  ],
  ['XML', { type: 'application/xml', body: () => '<a/>' }, 415, 'binding', 'application/xml'],
  ['GET', { method: 'GET', url: `${url}?SAMLResponse=x` }, 405, 'binding', 'GET'],
  ['PUT', { method: 'PUT', body: (r) => `SAMLResponse=${r}` }, 405, 'binding', 'PUT'],
];

test.each(requests)(
  '%s is refused, in both forms',
  async (_name, request, status, check, found) => {
    const good = encodeURIComponent(await response());
    for (const accept of ['text/html', 'application/problem+json']) {
      const answer = await under.sp.app.inject({
        method: request.method ?? 'POST',
        url: request.url ?? url,
        headers: { accept, ...(request.body && { 'content-type': request.type ?? form }) },
        ...(request.body && { payload: request.body(good) }),
      });
      expect(answer.statusCode).toBe(status);
      expect(answer.cookies.filter(({ name }) => name === 'peakon_session')).toEqual([]);
      if (accept === 'text/html') {
        expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
        expect(answer.body).toContain(`data-check="${check}"`);
        expect(answer.body).toContain(found);
      } else
        expect(answer.json()).toMatchObject({
          status,
          check,
          found: expect.stringContaining(found),
        });
      if (status === 405) expect(answer.headers.allow).toBe('POST');
    }
  },
);

test('the same form without the fault is accepted', async () => {
  const payload = `SAMLResponse=${encodeURIComponent(await response())}`;
  const headers = { 'content-type': `${form}; charset=utf-8` };
  const answer = await under.sp.app.inject({ method: 'POST', url, headers, payload });
  expect(answer.statusCode).toBe(303);
});

test('a real server answers 10 MB with the page and keeps running', async () => {
  const origin = await under.sp.app.listen({ port: 0, host: '127.0.0.1' });
  const body = new URLSearchParams({ SAMLResponse: 'A'.repeat(10_000_000) });
  const answer = await fetch(`${origin}${url}`, { method: 'POST', body });
  expect(answer.status).toBe(413);
  expect(await answer.text()).toContain('data-check="size"');
  expect((await fetch(`${origin}/healthz`)).status).toBe(200);
});

test.each([
  ['/account?a=1', '/account?a=1'],
  ['/', '/'],
  ['', '/account'],
  ['https://evil.test/', '/account'],
  ['//evil.test', '/account'],
  ['\\\\evil.test', '/account'],
  ['https:evil.test', '/account'],
  ['javascript:alert(1)', '/account'],
  ['"><script>alert(1)</script>', '/account'],
])('RelayState %s leads to %s', async (relayState, location) => {
  const answer = await new Browser(under.sp).postResponse(await response(), {
    RelayState: relayState,
  });
  expect([answer.statusCode, answer.headers.location]).toEqual([303, location]);
});

test('a repeated RelayState is dropped', async () => {
  const payload = `SAMLResponse=${encodeURIComponent(await response())}&RelayState=/a&RelayState=/b`;
  const headers = { 'content-type': form };
  const answer = await under.sp.app.inject({ method: 'POST', url, headers, payload });
  expect(answer.headers.location).toBe('/account');
});

test('markup in a message is shown, not run', async () => {
  const script = '<script>alert(1)</script>';
  const bad = await response({ status: { code: 'urn:x', message: script }, responseIssuer: null });
  const answer = await new Browser(under.sp).post(url, { SAMLResponse: bad });
  expect(answer.statusCode).toBe(403);
  expect(answer.body).toContain('&lt;script>alert(1)');
  expect(answer.body).not.toContain(script);
  expect(answer.headers['content-security-policy']).toContain("script-src 'self'");
  expect(answer.headers['cache-control']).toBe('no-store');
});

test('the mismatch of addresses in the tutorial is named', async () => {
  await under.sp.administration.createCompany({ id: 'tutorial', name: 'Tutorial' });
  await under.sp.administration.enableSingleSignOn('tutorial', {
    ssoLoginUrl: 'http://idp.test/saml2',
    idpEntityId: under.context.idpEntityId,
    certificates: [under.context.key.certificate.der],
  });
  await under.sp.administration.addEmployee({
    companyId: 'tutorial',
    firstName: 'Britta',
    lastName: 'simon',
    email: 'Brittasimon@contoso.com',
  });
  const base = 'http://sp.test/saml/tutorial';
  const context = { ...under.context, acsUrl: `${base}/assert`, entityId: `${base}/metadata` };
  const post = async (parts: object) => {
    const xml = await buildResponse(context, parts);
    const accept = { accept: 'application/json' };
    return new Browser(under.sp).post(
      '/saml/tutorial/assert',
      { SAMLResponse: encode(xml) },
      accept,
    );
  };
  const near = (await post({})).json();
  expect(near.check).toBe('employee');
  expect(near.whatToDo).toContain('one person with two addresses');
  expect(near.whatToDo).toContain('Brittasimon@contoso.com');
  const far = (await post({ nameId: 'B.Simon@fabrikam.com' })).json();
  expect([far.check, far.whatToDo.includes('two addresses')]).toEqual(['employee', false]);
  expect((await post({ nameId: 'brittasimon@contoso.com' })).statusCode).toBe(303);
});
