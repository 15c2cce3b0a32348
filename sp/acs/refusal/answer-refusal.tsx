import type { FastifyRequest } from 'fastify';
import type { ErrorAnswer } from '../../../web/error-answer.ts';
import type { Database } from '../../database/tables.ts';
import { SpError } from '../../errors.ts';
import type { Clock } from '../../instants.ts';
import { serviceAddress } from '../../service-address.ts';
import { findSession } from '../../session/session.ts';
import { sessionHash } from '../../session/session-cookie.ts';
import { CheckRun } from '../check-run.ts';
import { readingChecks } from '../checks/coded.ts';
import { binding, company } from '../checks/transport.ts';
import { receivedMessage } from './received-message.ts';
import { RefusalPage } from './refusal-page.tsx';

export interface RefusalOptions {
  readonly db: Database;
  readonly clock: Clock;
  readonly publicUrl: () => string;
}

/**
 * The one place that answers for a refused sign-in: a page for people, and the members of a problem document (RFC 9457) for
 * programs. Undefined for every other error.
 */
export async function answerRefusal(
  error: unknown,
  request: FastifyRequest,
  { db, clock, publicUrl }: RefusalOptions,
): Promise<ErrorAnswer | undefined> {
  const refused = error instanceof SpError ? error : refusedByServer(error, request);
  if (!refused) return undefined;
  const { refusal, checks } = refused;
  const { check, expected, found, clause, whatToDo, status } = refusal;
  const { companyId } = request.params as { companyId?: string };
  const known = companyId !== undefined && check !== company.name;
  const hash = sessionHash(request);
  const session = hash === undefined ? undefined : await findSession(db, hash, clock());
  return {
    status,
    type: `urn:samlab:sp:refusal:${check}`,
    title: 'Sign-in refused',
    detail: `${refusal.fault}: expected ${expected}; found ${found}.`,
    code: check,
    whatToDo,
    problem: { check, expected, found, clause, checks },
    page: (
      <RefusalPage
        refusal={refusal}
        checks={checks}
        address={known ? serviceAddress(publicUrl(), companyId) : undefined}
        xml={receivedMessage(request)}
        signedInAs={session?.email}
      />
    ),
  };
}

/** What Fastify refuses by itself at the assertion consumer service, before any of our code runs, said in our terms. */
function refusedByServer(error: unknown, request: FastifyRequest): SpError | undefined {
  if (!/^\/saml\/[^/]+\/assert(?:\?|$)/.test(request.url)) return undefined;
  const code = (error as { code?: unknown } | null)?.code;
  const size = readingChecks.find(({ name }) => name === 'size');
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE' && size)
    return refusalOf(() =>
      new CheckRun().refuse(size, {
        expected: 'a form of at most 1 MiB',
        found: `${request.headers['content-length'] ?? 'more'} bytes`,
        status: 413,
      }),
    );
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE')
    return refusalOf(() =>
      new CheckRun().refuse(binding, {
        expected: 'application/x-www-form-urlencoded with one field SAMLResponse',
        found: request.headers['content-type'] ?? 'no content type',
        status: 415,
      }),
    );
  return undefined;
}

function refusalOf(refuse: () => never): SpError | undefined {
  try {
    return refuse();
  } catch (error) {
    return error instanceof SpError ? error : undefined;
  }
}
