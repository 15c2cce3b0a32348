import Fastify from 'fastify';
import { expect, test, vi } from 'vitest';
import type { IdpContext } from '../context.ts';
import { lazyAdminCenter } from './lazy-admin-center.ts';
import { adminCenterApp } from './routes.ts';

vi.mock('./routes.ts');

test('loads the admin center again at the next visit when loading it failed', async () => {
  const center = Fastify();
  center.get('/admin', () => 'the admin center');
  await center.ready();
  vi.mocked(adminCenterApp).mockRejectedValueOnce(new Error('Not now.')).mockResolvedValue(center);

  const app = Fastify();
  lazyAdminCenter(app, { context: {} as IdpContext });
  const visits = [
    await app.inject('/admin'),
    await app.inject('/admin'),
    await app.inject('/admin'),
  ];
  expect(visits.map(({ statusCode }) => statusCode)).toEqual([500, 200, 200]);
  expect(visits[1]?.body).toBe('the admin center');
  expect(adminCenterApp).toHaveBeenCalledTimes(2);
  await app.close();
});
