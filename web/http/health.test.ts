import Fastify from 'fastify';
import { expect, test } from 'vitest';
import { answerHealth } from './health.ts';

test('is 200 while the site is ready and can write, 503 otherwise', async () => {
  let ready = false;
  const app = Fastify();
  let problem: string | undefined;
  answerHealth(app, { ready: () => ready, problem: async () => problem });
  const asked = async () => {
    const { statusCode, headers, body } = await app.inject('/healthz');
    return [statusCode, headers['cache-control'], JSON.parse(body)];
  };
  expect(await asked()).toEqual([503, 'no-store', { status: 'starting' }]);
  ready = true;
  expect(await asked()).toEqual([200, 'no-store', { status: 'ok' }]);
  problem = 'disk_full';
  expect(await asked()).toEqual([503, 'no-store', { status: 'disk_full' }]);
});
