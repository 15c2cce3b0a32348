import type { FastifyInstance } from 'fastify';
import type { Ports } from '../addresses/ports.ts';
import type { LabClock } from '../clock/lab-clock.ts';
import type { SiteUrls } from '../endpoints.ts';
import type { OutboxOptions } from '../outbox/lazy-outbox.ts';
import type { Sides } from '../seed.ts';

interface SettingsRoutesOptions {
  readonly sides: Sides;
  readonly urls: () => SiteUrls;
  readonly clock: LabClock;
  readonly ports: Ports;
  readonly mails: Pick<OutboxOptions, 'smtp'>;
}

/** `/api/settings`: the lab as a settings file, YAML or with `?format=json` JSON, without secrets. For `samlab export`. */
export async function settingsRoutes(
  app: FastifyInstance,
  { sides, urls, clock, ports, mails }: SettingsRoutesOptions,
): Promise<void> {
  app.get<{ Querystring: { format?: string } }>('/api/settings', async (request, reply) => {
    // Loaded late: few labs are exported.
    const { exportSettings } = await import('./export/export-settings.ts');
    const exported = await exportSettings(sides, urls(), clock, ports, mails.smtp);
    reply.header('cache-control', 'no-store');
    if (request.query.format === 'json') return reply.send(exported.settings);
    const { settingsText } = await import('./export/settings-text.ts');
    return reply.type('application/yaml; charset=utf-8').send(settingsText(exported));
  });
}
