import cookie from '@fastify/cookie';
import Fastify from 'fastify';
import { expect, test } from 'vitest';
import { answerOf, type SentAnswer, withoutValues } from './sent-answer.ts';

test('an answer without its secrets: no value of a cookie or of a parameter', async () => {
  const app = Fastify();
  await app.register(cookie);
  let read: (() => SentAnswer) | undefined;
  app.get('/', (_request, reply) => {
    read = () => answerOf(reply);
    return reply
      .setCookie('session', 'secret-1', { path: '/', httpOnly: true, sameSite: 'none' })
      .setCookie('other', 'secret-2')
      .redirect('/next?ctx=secret-3&x=secret-4', 303);
  });
  const { headers } = await app.inject('/');
  const answer = read?.();
  expect(String([headers.location, headers['set-cookie']])).toMatch(/secret-1.*secret-2|secret-3/s);
  expect(answer).toEqual({
    status: 303,
    location: '/next?ctx&x',
    cookies: [
      { name: 'session', attributes: 'Path=/; HttpOnly; SameSite=None' },
      { name: 'other', attributes: 'SameSite=Lax' },
    ],
  });
  await app.close();
});

test.each([
  ['https://x.test/a', 'https://x.test/a'],
  ['/a?b=1&c=2#d=3', '/a?b&c'],
  ['/a?b=?&c', '/a?b&c'],
  ['/a?', '/a?'],
])('%s', (address, shown) => expect(withoutValues(address)).toBe(shown));
