import type { FastifyInstance } from 'fastify';
import type { Database } from '../database/tables.ts';
import { HomePage } from './home-page.tsx';

/** The start page, and the health probe: 200 once the database answers. */
export async function home(app: FastifyInstance, { db }: { db: Database }): Promise<void> {
  app.get('/', (_request, reply) => reply.page(<HomePage />));

  app.get('/healthz', { logLevel: 'warn' }, async () => {
    await db.selectFrom('company').select('id').limit(1).execute();
    return { status: 'ok' };
  });
}
