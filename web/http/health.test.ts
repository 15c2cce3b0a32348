import Fastify from 'fastify';
import { expect, test } from 'vitest';
import { answerHealth } from './health.ts';

test('is 503 until the site is ready, then 200', async () => {
  let ready = false;
  const app = Fastify();
  answerHealth(app, () => ready);
  const asked = async () => {
    const { statusCode, headers, body } = await app.inject('/healthz');
    return [statusCode, headers['cache-control'], JSON.parse(body)];
  };
  expect(await asked()).toEqual([503, 'no-store', { status: 'starting' }]);
  ready = true;
  expect(await asked()).toEqual([200, 'no-store', { status: 'ok' }]);
});
