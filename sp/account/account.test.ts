import { afterAll, beforeAll, expect, test } from 'vitest';
import { Browser, csrfToken } from '../testing/browser.ts';
import { buildResponse, encode } from '../testing/build-response.ts';
import { type SpUnderTest, spUnderTest } from '../testing/sp-under-test.ts';

let under: SpUnderTest;
let unique = 0;
beforeAll(async () => {
  under = await spUnderTest();
});
afterAll(() => under.sp.close());

async function signedIn(): Promise<Browser> {
  unique += 1;
  const person = new Browser(under.sp);
  const xml = await buildResponse(under.context, { assertionId: `_c${unique}` });
  await person.postResponse(encode(xml));
  return person;
}

test('shows name, NameID, claims and the response', async () => {
  const page = await (await signedIn()).get('/account');
  expect(page.statusCode).toBe(200);
  expect(page.headers['cache-control']).toBe('no-store');
  for (const text of [
    'Welcome, B Simon',
    'B.Simon@contoso.com',
    'claims/surname',
    '&lt;samlp:Response',
  ])
    expect(page.body).toContain(text);
});

test('gives long claims the width of the page, and breaks them instead of cutting them off', async () => {
  const { body } = await (await signedIn()).get('/account');
  expect(body).toMatch(/<body[^>]* class="[^"]*page-wide/);
  const values = body.slice(body.indexOf('<caption class="visually-hidden">Claims'));
  expect(values).toMatch(/<td class="breaks"[^>]*><div>Simon</);
});

test('both addresses answer JSON requests with the signed-in employee', async () => {
  const person = await signedIn();
  const asked = await person.get('/account', { accept: 'application/json' });
  expect(asked.json()).toMatchObject({ email: 'B.Simon@contoso.com', company: 'contoso' });
  expect(asked.json()).toEqual((await person.get('/api/whoami')).json());
  expect(asked.headers['cache-control']).toBe('no-store');
});

test('redirects to the sign-in without a session', async () => {
  const answer = await new Browser(under.sp).get('/account');
  expect([answer.statusCode, answer.headers.location]).toEqual([303, '/login?to=%2Faccount']);
});

test('whoami without a session is a problem document', async () => {
  const answer = await new Browser(under.sp).get('/api/whoami');
  expect(answer.statusCode).toBe(401);
  expect(answer.headers['content-type']).toContain('application/problem+json');
  expect(answer.json()).toMatchObject({ status: 401, title: 'Not signed in' });
});

test('the session cookie is for this site and not for scripts, and only its hash is stored', async () => {
  unique += 1;
  const xml = await buildResponse(under.context, { assertionId: `_c${unique}` });
  const answer = await new Browser(under.sp).postResponse(encode(xml));
  const cookie = answer.cookies.find(({ name }) => name === 'peakon_session');
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
  expect(cookie?.value).toMatch(/^[\w-]{43}$/);
});

test('sign-out needs the token and ends only the session of this browser', async () => {
  const [person, other] = [await signedIn(), await signedIn()];
  const session = person.cookies.get('peakon_session') ?? '';
  expect((await person.post('/sign-out', {})).statusCode).toBe(403);
  expect(await person.whoami()).toBe(200);
  const _csrf = csrfToken((await person.get('/account')).body);
  const answer = await person.post('/sign-out', { _csrf });
  expect(answer.statusCode).toBe(200);
  expect(answer.body).toContain('You are signed out');
  expect(person.cookies.has('peakon_session')).toBe(false);
  person.cookies.set('peakon_session', session);
  expect(await person.whoami()).toBe(401);
  expect(await other.whoami()).toBe(200);
});

test('sessions end after eight hours', async () => {
  const person = await signedIn();
  under.setNow(new Date(under.context.now.getTime() + 8 * 3_600_000 - 1));
  expect(await person.whoami()).toBe(200);
  under.setNow(new Date(under.context.now.getTime() + 8 * 3_600_000));
  expect(await person.whoami()).toBe(401);
  under.setNow(under.context.now);
});

test('start page, health probe, and 404 elsewhere', async () => {
  const person = new Browser(under.sp);
  expect((await person.get('/')).body).toContain('href="/login"');
  expect((await person.get('/healthz')).json()).toEqual({ status: 'ok' });
  expect((await person.get('/nowhere')).statusCode).toBe(404);
});
