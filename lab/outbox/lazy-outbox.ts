import type { FastifyInstance } from 'fastify';
import type { Mail, SmtpOptions } from '../../idp/index.ts';
import { lazyApp } from '../../web/http/lazy-app.ts';
import { type LabSite, labApp } from '../lab-app.ts';
import { shownSmtp } from './smtp-options.ts';

/** The mails of a lab. */
export interface OutboxOptions {
  /** The newest first. */
  readonly outbox: () => Promise<Mail[]>;
  /** Undefined: they stay in the outbox. */
  readonly smtp: SmtpOptions | undefined;
}

/** Serves `/outbox` from the first visit on. */
export function lazyOutbox(
  app: FastifyInstance,
  site: LabSite,
  { outbox, smtp }: OutboxOptions,
): void {
  lazyApp(app, ['/outbox'], async () => {
    const { OutboxPage } = await import('./outbox-page.tsx');
    const pages = await labApp(site);
    pages.get('/outbox', async (_request, reply) =>
      reply.page(
        OutboxPage({
          mails: await outbox(),
          server: smtp === undefined ? undefined : shownSmtp(smtp),
        }),
      ),
    );
    await pages.ready();
    return pages;
  });
}
