import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { IdpContext } from '../context.ts';

/**
 * Hands everything under `/admin` to the admin center, which is loaded when first asked for: its pages are half of the code
 * here, and who starts the identity provider for a test run never opens one.
 */
export function lateAdminCenter(
  app: FastifyInstance,
  { context, logger }: { context: IdpContext; logger: boolean },
): void {
  let center: Promise<FastifyInstance> | undefined;

  async function load(): Promise<FastifyInstance> {
    try {
      const { centerApp } = await import('./center-app.ts');
      return await centerApp(context, logger);
    } catch (error) {
      center = undefined; // the next visit tries again
      throw error;
    }
  }

  async function forward(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    center ??= load();
    const { routing } = await center;
    // Before the body is read: the other application reads it.
    reply.hijack();
    routing(request.raw, reply.raw);
  }

  for (const url of ['/admin', '/admin/*'])
    app.route({
      method: ['GET', 'POST'],
      url,
      exposeHeadRoute: false,
      onRequest: forward,
      handler: () => {
        throw new TypeError('A request for the admin center was not handed over.');
      },
    });
  app.addHook('onClose', async () => (await center)?.close());
}
