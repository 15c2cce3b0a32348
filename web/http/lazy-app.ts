import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';

/**
 * Serves everything under some addresses by a second Fastify application, which is loaded at the first visit: pages that a test run never opens
 * need not be loaded for its start (docs/decisions/0005-lazy-admin-center.md).
 *
 * @param addresses such as `/admin`
 * Whether a request of another site may do something is left to the second application, which answers in its own form.
 *
 * @param methods default: GET and POST
 * @param load builds the application and makes it ready; it is closed with `app`. When it throws, the next visit tries again
 */
export function lazyApp(
  app: FastifyInstance,
  addresses: readonly string[],
  load: () => Promise<FastifyInstance>,
  methods: readonly HTTPMethods[] = ['GET', 'POST'],
): void {
  let inner: Promise<FastifyInstance> | undefined;

  async function loaded(): Promise<FastifyInstance> {
    try {
      return await load();
    } catch (error) {
      inner = undefined;
      throw error;
    }
  }

  async function forward(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    inner ??= loaded();
    const { routing } = await inner;
    // This application must not read the body: the other one does.
    reply.hijack();
    routing(request.raw, reply.raw);
  }

  for (const url of addresses.flatMap((under) => [under, `${under}/*`]))
    app.route({
      method: [...methods],
      url,
      config: { fromOtherSites: true, handedOver: true },
      exposeHeadRoute: false,
      onRequest: forward,
      handler: () => {
        throw new TypeError(`A request for ${url} was not handed over.`);
      },
    });
  app.addHook('onClose', async () => (await inner)?.close());
}
