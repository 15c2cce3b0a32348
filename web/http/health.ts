import type { FastifyInstance } from 'fastify';

/**
 * The health check for scripts and containers: 200 once the site is ready and can write, 503 otherwise.
 *
 * @param ready whether the site's data exists; a lab listens before it is seeded
 * @param problem why the site cannot write now, as `disk_full`; undefined when it can
 */
export function answerHealth(
  app: FastifyInstance,
  {
    ready,
    problem = async () => undefined,
  }: { ready: () => boolean; problem?: () => Promise<string | undefined> },
): void {
  app.get('/healthz', { logLevel: 'warn' }, async (_request, reply) => {
    const status = ready() ? ((await problem()) ?? 'ok') : 'starting';
    return reply
      .code(status === 'ok' ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ status });
  });
}
