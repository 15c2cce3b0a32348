import type { FastifyInstance } from 'fastify';
import { answerHealth } from '../../web/http/health.ts';
import type { Database } from '../database/tables.ts';
import { HomePage } from './home-page.tsx';

/** The start page, and the health probe: 200 once the database answers and is seeded. */
export async function home(
  app: FastifyInstance,
  { db, ready }: { db: Database; ready: () => boolean },
): Promise<void> {
  app.get('/', (_request, reply) => reply.page(<HomePage />));

  answerHealth(app, async () => {
    await db.selectFrom('company').select('id').limit(1).execute();
    return ready();
  });
}
