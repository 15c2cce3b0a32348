import multipart from '@fastify/multipart';
import type { FastifyInstance } from 'fastify';
import { LintView, lint } from '../../lint/index.ts';
import { type LabSite, labApp } from '../lab-app.ts';
import { LintPage } from './lint-page.tsx';
import { lintLimits, readLintForm } from './read-lint-form.ts';

/** The page as a separate HTTP application; see `lazy-lint.ts`. It changes nothing, so its form needs no token. */
export async function lintApp({
  clock,
  ...site
}: LabSite & { readonly clock: () => Date }): Promise<FastifyInstance> {
  const app = await labApp(site);
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
