import Fastify from 'fastify';
import { expect, test, vi } from 'vitest';
import type { IdpContext } from '../context.ts';
import { centerApp } from './center-app.ts';
import { lateAdminCenter } from './late-admin-center.ts';

vi.mock('./center-app.ts');

test('an admin center that could not be loaded is loaded at the next visit', async () => {
  const center = Fastify();
  center.get('/admin', () => 'the admin center');
  await center.ready();
  vi.mocked(centerApp).mockRejectedValueOnce(new Error('Not now.')).mockResolvedValue(center);

  const app = Fastify();
  lateAdminCenter(app, { context: {} as IdpContext, logger: false });
  const visits = [
    await app.inject('/admin'),
    await app.inject('/admin'),
    await app.inject('/admin'),
  ];
  expect(visits.map(({ statusCode }) => statusCode)).toEqual([500, 200, 200]);
  expect(visits[1]?.body).toBe('the admin center');
  expect(centerApp).toHaveBeenCalledTimes(2);
  await app.close();
});
