import type { FastifyInstance } from 'fastify';
import { whyNotWritable } from '../../store/can-write.ts';
import { Actions, LinkButton } from '../../web/components/controls.tsx';
import { Card } from '../../web/components/surfaces.tsx';
import { answerHealth } from '../../web/http/health.ts';
import type { Database } from '../database/tables.ts';
import { SitePage } from '../site-page.tsx';

/** The start page, and the health probe: 200 once the database is seeded and can be written. */
export async function home(
  app: FastifyInstance,
  { db, ready }: { db: Database; ready: () => boolean },
): Promise<void> {
  app.get('/', (_request, reply) => reply.page(<HomePage />));

  answerHealth(app, { ready, problem: () => whyNotWritable(db) });
}

function HomePage() {
  return (
    <SitePage title="Welcome" centered>
      <Card>
        <h1>Listen to your employees</h1>
        <p>
          A stand-in for the tutorial's application: it signs users in with SAML, and says exactly
          why a sign-in is refused.
        </p>
        <Actions>
          <LinkButton href="/login" appearance="primary">
            Sign in
          </LinkButton>
          <LinkButton href="/account">Your account</LinkButton>
        </Actions>
      </Card>
    </SitePage>
  );
}
