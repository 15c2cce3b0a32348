import type { FastifyInstance } from 'fastify';
import type { SiteUrls } from '../endpoints.ts';
import type { Spoiler } from './spoiler.ts';

export interface SpoilRouteOptions {
  spoiler: Spoiler;
  /** Called per request: the URLs are known once all sites listen. */
  urls: () => SiteUrls | Promise<SiteUrls>;
  clock: () => Date;
}

/**
 * The list of cases, a page per case, and the forms that arm and cancel. The pages load on first use because they bring the whole
 * catalogue. Requires `reply.page` and CSRF protection.
 */
export async function spoilRoutes(
  app: FastifyInstance,
  { spoiler, urls, clock }: SpoilRouteOptions,
): Promise<void> {
  const protectedForm = { preHandler: app.csrfProtection };

  app.get('/cases', async (request, reply) => {
    const { casesPage } = await import('./cases/pages.tsx');
    return reply.page(casesPage((name) => field(request.query, name), reply.generateCsrf()));
  });

  app.get<{ Params: { id: string } }>('/cases/:id', async (request, reply) => {
    const { casePage } = await import('./cases/pages.tsx');
    const about = { urls: await urls(), now: clock(), token: reply.generateCsrf() };
    return reply.page(await casePage(request.params.id, about));
  });

  app.post('/spoil', protectedForm, async (request, reply) => {
    await spoiler.arm(field(request.body, 'run'));
    return reply.redirect('/#spoil', 303);
  });

  app.post('/spoil/cancel', protectedForm, (request, reply) => {
    spoiler.cancel(Number(field(request.body, 'number')));
    return reply.redirect('/#spoil', 303);
  });
}

/** The value of a parameter; empty when it is missing or repeated. */
function field(parameters: unknown, name: string): string {
  const given =
    typeof parameters === 'object' && parameters !== null
      ? (parameters as Record<string, unknown>)[name]
      : undefined;
  return typeof given === 'string' ? given : '';
}
