import Fastify from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { styleUrl } from '../assets.ts';
import { Page } from '../components/page.tsx';
import { selfPostingPolicy } from '../components/self-posting-form.tsx';
import { webPlugin } from './plugin.ts';

class OwnError extends Error {}

const app = Fastify();
const secretText = 'password=hunter2 at /srv/secret.ts:12';

beforeAll(async () => {
  await app.register(webPlugin, {
    site: 'sp',
    siteName: 'Peakon',
    formAction: 'self',
    bodyLimit: 100,
    describeError: (error) =>
      error instanceof OwnError
        ? {
            status: 409,
            code: 'own',
            title: 'Own title',
            detail: 'From the site.',
            problem: { check: 'audience' },
          }
        : undefined,
  });
  app.get('/page', (_request, reply) =>
    reply.page(
      <Page title="t" site="sp" siteName="s">
        x
      </Page>,
      202,
    ),
  );
  app.get('/post', (_request, reply) =>
    reply.selfPost({ action: 'https://sp.example/', fields: { a: 'b' } }),
  );
  app.get('/unsafe', (_request, reply) =>
    reply.selfPost({ action: 'javascript:alert(1)', fields: {} }),
  );
  app.get('/broken', () => {
    throw new Error(secretText);
  });
  app.get('/own', () => {
    throw new OwnError(secretText);
  });
  app.post('/form', (request) => request.body);
  const schema = {
    body: {
      type: 'object',
      required: ['SAMLResponse'],
      properties: { SAMLResponse: { type: 'string' } },
    },
  };
  app.post('/schema', { schema }, () => 'fits');
});
afterAll(() => app.close());

const form = { 'content-type': 'application/x-www-form-urlencoded' };
const json = { accept: 'application/json' };

describe('answers', () => {
  test('a page is HTML that is never cached, with a policy without inline scripts', async () => {
    const answer = await app.inject('/page');
    expect(answer.statusCode).toBe(202);
    expect(answer.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'strict-origin-when-cross-origin',
      'content-security-policy':
        "default-src 'none';style-src 'self';script-src 'self';img-src 'self' data:;connect-src 'self';form-action 'self';base-uri 'none';frame-ancestors 'none'",
    });
    expect(answer.headers).not.toHaveProperty('strict-transport-security');
  });

  test('the self-posting form has its own policy', async () => {
    const answer = await app.inject('/post');
    expect(answer.statusCode).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-security-policy': selfPostingPolicy(),
      'cache-control': 'no-store',
    });
  });

  test('forms may lead to other sites when the site allows it', async () => {
    const other = Fastify();
    await other.register(webPlugin, { formAction: 'anywhere', bodyLimit: 100 });
    const { headers } = await other.inject('/');
    expect(headers['content-security-policy']).toContain('form-action http: https:;');
  });

  test('assets are cached forever, at an address that changes with their content', async () => {
    const answer = await app.inject(styleUrl);
    expect(answer.headers).toMatchObject({
      'content-type': 'text/css; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
    });
    expect((await app.inject('/assets/site-outdated.css')).statusCode).toBe(404);
    expect((await app.inject('/assets/..%2fplugin.ts')).statusCode).toBe(404);
  });
});

describe('errors', () => {
  test.each([
    ['/nowhere', 404, 'not_found', {}],
    ['/form', 413, 'too_large', { headers: form, payload: `a=${'x'.repeat(100)}` }],
    [
      '/form',
      415,
      'unsupported_media_type',
      { headers: { 'content-type': 'text/xml' }, payload: '<a/>' },
    ],
    [
      '/form',
      415,
      'unsupported_media_type',
      { headers: { 'content-type': 'application/json' }, payload: '{"a":"1"}' },
    ],
    [
      '/form',
      415,
      'unsupported_media_type',
      { headers: { 'content-type': 'text/plain' }, payload: 'a=1' },
    ],
  ])(
    '%s: %i %s, as a page and as a problem document',
    async (url, status, code, {
      headers,
      payload,
    }: { headers?: Record<string, string>; payload?: string }) => {
      const page = await app.inject({
        method: 'POST',
        url,
        headers: { ...headers },
        payload: payload ?? '',
      });
      expect(page.statusCode).toBe(status);
      expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
      const problem = await app.inject({
        method: 'POST',
        url,
        headers: { ...headers, ...json },
        payload: payload ?? '',
      });
      expect(problem.headers['content-type']).toMatch(/^application\/problem\+json\b/);
      expect(problem.json()).toMatchObject({ type: 'about:blank', status, code });
      expect(page.body).toContain(`<h1>${problem.json().title}</h1>`);
    },
  );

  test('a form within the limit is accepted: the control', async () => {
    const answer = await app.inject({
      method: 'POST',
      url: '/form',
      headers: form,
      payload: 'a=1',
    });
    expect(answer.json()).toEqual({ a: '1' });
  });

  test('a form that violates its schema is refused with the name of the field', async () => {
    const post = { method: 'POST', url: '/schema', headers: { ...form, ...json } } as const;
    const problem = await app.inject({ ...post, payload: 'a=1' });
    expect(problem.json()).toMatchObject({
      status: 400,
      code: 'bad_request',
      detail: expect.stringContaining("required property 'SAMLResponse'"),
    });
    expect((await app.inject({ ...post, payload: 'SAMLResponse=1' })).body).toBe('fits');
  });

  test.each(['/broken', '/unsafe'])(
    '%s: a bug is answered with 500, without details',
    async (url) => {
      for (const headers of [{}, json]) {
        const { statusCode, body } = await app.inject({ url, headers });
        expect(statusCode).toBe(500);
        expect(body).toContain('Something went wrong here');
        expect(body).not.toMatch(/hunter2|secret\.ts|javascript:|node_modules/);
      }
    },
  );

  test("the site's own description comes first", async () => {
    const problem = await app.inject({ url: '/own', headers: json });
    expect(problem.json()).toMatchObject({
      status: 409,
      code: 'own',
      check: 'audience',
      requestId: expect.any(String),
    });
    expect((await app.inject('/own')).body).toContain('<h1>Own title</h1>');
  });
});
