import multipart from '@fastify/multipart';
import Fastify from 'fastify';
import { describe, expect, test } from 'vitest';
import { webPlugin } from './plugin.ts';

/** The two ways in which sites read such forms: attached to the body before the handler, and part by part in it. */
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
    throw new Error('Multipart: something of ours');
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

describe.each([true, false])('attached to the body: %s', (attach) => {
  const withBoundary = 'multipart/form-data; boundary=x';

  test('a sound form is read', async () => {
    expect((await post(attach, withBoundary, `${field}--x--\r\n`)).body).toBe('read');
  });

  test.each([
    ['no boundary', 'multipart/form-data', '--x\r\nbroken'],
    ['junk', withBoundary, '--x\r\nbroken'],
    ['no part', withBoundary, 'broken'],
    ['the end missing', withBoundary, field],
    ['a file cut short', withBoundary, field + file],
  ])('%s is the fault of who sent it', async (_, contentType, payload) => {
    const answer = await post(attach, contentType, payload);
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'multipart_broken']);
    expect(answer.json().detail).toBe(
      'The request says that it is multipart/form-data, but its body is not.',
    );
  });

  test('a fault of the site stays one', async () => {
    expect((await post(attach, withBoundary, `${field}--x--\r\n`, '/fault')).statusCode).toBe(500);
  });
});
