import Fastify from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { registerCsrf } from './csrf.ts';
import { webPlugin } from './plugin.ts';

const app = Fastify();

beforeAll(async () => {
  await app.register(webPlugin, { formAction: 'self', bodyLimit: 1000 });
  await registerCsrf(app, { cookieName: 'esctx', field: 'canary', sameSite: 'none' });
  app.get('/form', (_request, reply) => reply.send(reply.generateCsrf()));
  app.post('/form', { preHandler: app.csrfProtection }, () => 'accepted');
});
afterAll(() => app.close());

async function visit() {
  const answer = await app.inject('/form');
  return { token: answer.body, cookie: answer.cookies[0] };
}

function send(secret: string | undefined, payload: string) {
  return app.inject({
    method: 'POST',
    url: '/form',
    headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
    cookies: secret === undefined ? {} : { esctx: secret },
    payload,
  });
}

test('the secret is in a cookie that scripts cannot read', async () => {
  const { cookie } = await visit();
  expect(cookie).toMatchObject({
    name: 'esctx',
    path: '/',
    httpOnly: true,
    secure: true,
    sameSite: 'None',
  });
});

test('a form with the token is accepted', async () => {
  const { token, cookie } = await visit();
  const answer = await send(cookie?.value, `canary=${encodeURIComponent(token)}`);
  expect([answer.statusCode, answer.body]).toEqual([200, 'accepted']);
});

test.each([
  ['without a token', (_token: string) => 'a=1'],
  ['with the token twice', (token: string) => `canary=${token}&canary=${token}`],
  ['with the token in another field', (token: string) => `_csrf=${token}`],
])('a form %s is refused', async (_how, payload) => {
  const { token, cookie } = await visit();
  const answer = await send(cookie?.value, payload(encodeURIComponent(token)));
  expect(answer.statusCode).toBe(403);
  expect(answer.json()).toMatchObject({ code: 'csrf_token_invalid' });
});

test("another browser's token is refused", async () => {
  const [mine, theirs] = [await visit(), await visit()];
  const answer = await send(mine.cookie?.value, `canary=${encodeURIComponent(theirs.token)}`);
  expect(answer.json()).toMatchObject({ status: 403, code: 'csrf_token_invalid' });
});

test('a form without the cookie is refused for its missing secret', async () => {
  const { token } = await visit();
  expect((await send(undefined, `canary=${token}`)).json()).toMatchObject({
    status: 403,
    code: 'csrf_secret_missing',
  });
});
