import type { FastifyInstance } from 'fastify';

/**
 * The health check for scripts and containers: 200 once the site is ready, 503 before.
 *
 * @param ready whether the site's data exists; a lab listens before it is seeded
 */
export function answerHealth(app: FastifyInstance, ready: () => boolean | Promise<boolean>): void {
  app.get('/healthz', { logLevel: 'warn' }, async (_request, reply) => {
    const isReady = await ready();
    return reply
      .code(isReady ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ status: isReady ? 'ok' : 'starting' });
  });
}
