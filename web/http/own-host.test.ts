import Fastify from 'fastify';
import { expect, test } from 'vitest';
import { webPlugin } from './plugin.ts';

async function statusFor(host: string, publicUrl?: string) {
  const app = Fastify();
  await app.register(webPlugin, {
    formAction: 'self',
    bodyLimit: 1024,
    site: 'sp',
    siteName: 'x',
    ...(publicUrl !== undefined && { publicUrl: () => publicUrl }),
  });
  app.get('/', () => 'page');
  const answer = await app.inject({ url: '/', headers: { host } });
  return [answer.statusCode, answer.body];
}

const misdirected = [
  421,
  expect.stringMatching(
    /^This site only answers requests for localhost and for the host of its URL(, not for [^ ]+)?\.\nTo reach/,
  ),
];

test.each(['localhost', 'LOCALHOST:4100', '127.0.0.1:4100', '[::1]:4100'])(
  'accepts %s',
  async (host) => {
    expect(await statusFor(host, 'http://localhost:4100')).toEqual([200, 'page']);
  },
);

test.each([
  'evil.test',
  'localhost.evil.test',
  '127.0.0.1.nip.test:4100',
  '0.0.0.0:4100',
  'evil.test@localhost',
  'localhost.',
  'localhost.:4100',
  'notlocalhost',
  'xlocalhost:4100',
  'localhost:4100.evil.test',
  'localhost:evil.test',
  'localhost:4100:4100',
  'localhost:',
  'localhost:123456',
  'localhost evil.test',
  'localhost,evil.test',
  '[::1].evil.test',
  '[::1]evil.test:4100',
  '[::2]',
  '::1',
  '[::ffff:127.0.0.1]',
  '127.0.0.1.',
  '127.0.0.11',
  '127.1',
])('refuses another host: %s', async (host) => {
  expect(await statusFor(host, 'http://localhost:4100')).toEqual(misdirected);
});

test('accepts the host of its URL with any port, once that is known', async () => {
  expect(await statusFor('lab.test:8443', 'https://lab.test')).toEqual([200, 'page']);
  expect(await statusFor('LAB.test:8443', 'https://lab.test')).toEqual([200, 'page']);
  expect(await statusFor('[fd00::1]:8443', 'https://[fd00::1]')).toEqual([200, 'page']);
  for (const host of ['lab.test.', 'x.lab.test', 'xlab.test', 'lab.test.evil.test', 'lab.tes'])
    expect(await statusFor(host, 'https://lab.test')).toEqual(misdirected);
  expect(await statusFor('lab.test', 'https://other.test')).toEqual(misdirected);
  expect(await statusFor('lab.test', '')).toEqual(misdirected);
  expect(await statusFor('lab.test')).toEqual(misdirected);
});
