import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { SiteLog } from '../../web/http/site-log.ts';
import type { IdpContext } from '../context.ts';

/**
 * Serves everything under `/admin` by a second Fastify application, which is loaded at the first visit: the admin center is half
 * of the identity provider's code, and a test run that only signs in never opens it
 * (docs/decisions/0005-lazy-admin-center.md).
 */
export function lazyAdminCenter(
  app: FastifyInstance,
  { context, log }: { context: IdpContext; log?: SiteLog | undefined },
): void {
  let center: Promise<FastifyInstance> | undefined;

  async function load(): Promise<FastifyInstance> {
    try {
      const { adminCenterApp } = await import('./routes.ts');
      return await adminCenterApp(context, log);
    } catch (error) {
      center = undefined; // the next visit tries again
      throw error;
    }
  }

  async function forward(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    center ??= load();
    const { routing } = await center;
    // This application must not read the body: the other one does.
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
