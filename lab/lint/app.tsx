import multipart from '@fastify/multipart';
import Fastify, { type FastifyInstance } from 'fastify';
import { LintView, lint } from '../../lint/index.ts';
import type { LabShown } from '../../web/components/lab-around.tsx';
import { fastifyOptions } from '../../web/http/fastify-options.ts';
import { webPlugin } from '../../web/http/plugin.ts';
import { loggingTo, type SiteLog } from '../../web/http/site-log.ts';
import { LintPage } from './lint-page.tsx';
import { lintLimits, readLintForm } from './read-lint-form.ts';

/** The page as a separate HTTP application; see `lazy-lint.ts`. It changes nothing, so its form needs no token. */
export async function lintApp({
  log,
  clock,
  shown,
}: {
  readonly log?: SiteLog | undefined;
  readonly clock: () => Date;
  readonly shown?: LabShown | undefined;
}): Promise<FastifyInstance> {
  const app = Fastify({ ...fastifyOptions, ...loggingTo(log) });
  await app.register(webPlugin, {
    formAction: 'self',
    bodyLimit: 1024,
    site: 'lab',
    siteName: 'samlab',
    lab: shown,
  });
  await app.register(multipart, { limits: lintLimits, throwFileSizeLimit: false });
  app.get('/lint', (_request, reply) => reply.page(<LintPage />));
  app.post('/lint', async (request, reply) => {
    if (!request.isMultipart())
      return reply.page(<LintPage problems={['The form was sent without its files.']} />, 415);
    const { subjects, given, problems } = await readLintForm(request);
    if (subjects.length === 0)
      return reply.page(<LintPage problems={problems} given={given} />, 422);
    return reply.page(
      <LintPage problems={problems} given={given}>
        <LintView {...lint(subjects, { given, now: clock() })} />
      </LintPage>,
      problems.length > 0 ? 422 : 200,
    );
  });
  await app.ready();
  return app;
}
