import type { FastifyInstance } from 'fastify';
import { whyNotWritable } from '../../store/can-write.ts';
import { LinkButton } from '../../web/components/controls.tsx';
import { Page } from '../../web/components/page.tsx';
import { Card } from '../../web/components/surfaces.tsx';
import { answerHealth } from '../../web/http/health.ts';
import type { Database } from '../directory/tables.ts';
import { siteName } from '../site-name.ts';

/** The start page, and `/healthz`. */
export async function home(
  app: FastifyInstance,
  { db, ready }: { db: Database; ready: () => boolean },
): Promise<void> {
  app.get('/', (_request, reply) => reply.page(<HomePage />));
  answerHealth(app, { ready, problem: () => whyNotWritable(db) });
}

function HomePage() {
  return (
    <Page title="Start" site="idp" siteName={siteName} centered>
      <Card>
        <h1>Mock Entra ID</h1>
        <p>
          An identity provider for testing: it signs SAML responses the way Microsoft Entra ID does,
          with keys made on this machine.
        </p>
        <LinkButton href="/my-apps" appearance="primary">
          Open My Apps
        </LinkButton>
        <LinkButton href="/admin">Open the admin center</LinkButton>
      </Card>
    </Page>
  );
}
