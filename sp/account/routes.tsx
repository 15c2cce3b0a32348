import type { FastifyInstance, FastifyRequest } from 'fastify';
import { messageKey } from '../../exchanges/keys.ts';
import type { ExchangeRecorder } from '../../exchanges/recorder.ts';
import type { Clock } from '../../store/clock.ts';
import { prefersJson } from '../../web/http/accept.ts';
import type { Database } from '../database/tables.ts';
import { findSession, findSignInRecord, type Session } from '../session/session.ts';
import { sessionHash } from '../session/session-cookie.ts';
import type { SignInRecord } from '../session/stored-record.ts';
import { AccountPage } from './account-page.tsx';

export interface AccountOptions {
  readonly db: Database;
  readonly clock: Clock;
  readonly exchanges?: ExchangeRecorder | undefined;
}

/** The employee's page, and the same facts as JSON for programs at both addresses, so that a sign-in can end without rendering a page. */
export async function account(
  app: FastifyInstance,
  { db, clock, exchanges }: AccountOptions,
): Promise<void> {
  app.get('/account', async (request, reply) => {
    const current = await currentSession(request);
    if (current && prefersJson(request.headers.accept))
      return reply.header('cache-control', 'no-store').send(whoIs(current.session));
    const record = current && (await findSignInRecord(db, current.idHash));
    if (!record)
      return reply.header('cache-control', 'no-store').redirect('/login?to=%2Faccount', 303);
    const { session } = current;
    return reply.page(
      <AccountPage
        session={session}
        record={record}
        exchange={exchanges && exchangeOf(exchanges, record)}
        csrfToken={reply.generateCsrf()}
      />,
    );
  });

  app.get('/api/whoami', async (request, reply) => {
    const current = await currentSession(request);
    reply.header('cache-control', 'no-store');
    if (!current)
      return reply.code(401).type('application/problem+json').send(JSON.stringify(notSignedIn));
    return whoIs(current.session);
  });

  async function currentSession(request: FastifyRequest) {
    const idHash = sessionHash(request);
    const session = idHash === undefined ? undefined : await findSession(db, idHash, clock());
    return idHash !== undefined && session ? { idHash, session } : undefined;
  }
}

/** Undefined when the response is no longer kept. */
function exchangeOf(exchanges: ExchangeRecorder, { message }: SignInRecord): string | undefined {
  if (!message) return undefined;
  const value = Buffer.from(message).toString('base64');
  return exchanges.address(messageKey({ binding: 'HTTP-POST', value }));
}

function whoIs(session: Session) {
  const { email, firstName, lastName, companyId, nameId, sessionIndex, signedInAt } = session;
  return { email, firstName, lastName, company: companyId, nameId, sessionIndex, signedInAt };
}

const notSignedIn = {
  type: 'urn:samlab:sp:not-signed-in',
  title: 'Not signed in',
  status: 401,
  detail: 'The request carries no session, or one that has ended.',
  whatToDo: 'Sign in at /login.',
};
