import multipart from '@fastify/multipart';
import Fastify from 'fastify';
import { describe, expect, test } from 'vitest';
import { webPlugin } from './plugin.ts';

/** Sites read multipart forms in two ways: attached to the body before the handler runs, or part by part in the handler. */
async function site(attach: boolean) {
  const app = Fastify();
  await app.register(webPlugin, { formAction: 'self', bodyLimit: 1024, site: 'sp', siteName: 'x' });
  await app.register(multipart, attach ? { attachFieldsToBody: 'keyValues' } : {});
  app.post('/form', async (request) => {
    if (!attach)
      for await (const part of request.parts()) if (part.type === 'file') await part.toBuffer();
    return 'read';
  });
  app.post('/fault', async () => {
    throw new Error('Multipart: a bug of the site');
  });
  return app;
}

const field = '--x\r\ncontent-disposition: form-data; name="a"\r\n\r\nb\r\n';
const file = '--x\r\ncontent-disposition: form-data; name="f"; filename="f"\r\n\r\ncut';
const post = async (attach: boolean, contentType: string, payload: string, url = '/form') => {
  const app = await site(attach);
  const headers = { 'content-type': contentType, accept: 'application/problem+json' };
  return app.inject({ method: 'POST', url, headers, payload });
};

describe.each([true, false])('a multipart form, attached to the body: %s', (attach) => {
  const withBoundary = 'multipart/form-data; boundary=x';

  test('is read when it is well-formed', async () => {
    expect((await post(attach, withBoundary, `${field}--x--\r\n`)).body).toBe('read');
  });

  test.each([
    ['no boundary', 'multipart/form-data', '--x\r\nbroken'],
    ['junk', withBoundary, '--x\r\nbroken'],
    ['no part', withBoundary, 'broken'],
    ['a missing end', withBoundary, field],
    ['a truncated file', withBoundary, field + file],
  ])('with %s is refused with 400', async (_, contentType, payload) => {
    const answer = await post(attach, contentType, payload);
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'multipart_broken']);
    expect(answer.json().detail).toBe('The body is not valid multipart/form-data.');
  });

  test('does not hide an error of the site', async () => {
    expect((await post(attach, withBoundary, `${field}--x--\r\n`, '/fault')).statusCode).toBe(500);
  });
});
