import type { FastifyInstance } from 'fastify';

/**
 * The sign of life for scripts and containers: 200 once the site can be used, 503 before.
 *
 * @param ready whether what belongs to the site is there; a lab listens before it is seeded
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
