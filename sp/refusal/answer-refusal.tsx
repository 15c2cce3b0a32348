import type { FastifyRequest } from 'fastify';
import type { ExchangeRecorder } from '../../exchanges/recorder.ts';
import type { Clock } from '../../store/clock.ts';
import type { ErrorAnswer } from '../../web/http/error-answer.ts';
import { company } from '../checking/company-checks.ts';
import { SpError } from '../checking/sp-error.ts';
import type { Database } from '../database/tables.ts';
import { exchangeKeyOf } from '../exchange-report/report.ts';
import { serviceAddress } from '../service-address.ts';
import { findSession } from '../session/session.ts';
import { sessionHash } from '../session/session-cookie.ts';
import { receivedMessage } from './received-message.ts';
import { RefusalPage } from './refusal-page.tsx';

export interface RefusalOptions {
  readonly db: Database;
  readonly clock: Clock;
  readonly publicUrl: () => string;
  readonly exchanges?: ExchangeRecorder | undefined;
}

/**
 * Answers a refused sign-in or sign-out: a page for people, and the members of a problem document (RFC 9457) for
 * programs. Undefined for every other error.
 */
export async function answerRefusal(
  error: unknown,
  request: FastifyRequest,
  { db, clock, publicUrl, exchanges }: RefusalOptions,
): Promise<ErrorAnswer | undefined> {
  if (!(error instanceof SpError)) return undefined;
  const { refusal, procedure, checks } = error;
  const key = exchangeKeyOf(request);
  const exchange = key === undefined ? undefined : exchanges?.address(key);
  const { check, expected, found, clause, whatToDo, status } = refusal;
  const { companyId } = request.params as { companyId?: string };
  const known = companyId !== undefined && check !== company.name;
  const hash = sessionHash(request);
  const session = hash === undefined ? undefined : await findSession(db, hash, clock());
  return {
    status,
    type: `urn:samlab:sp:refusal:${check}`,
    title: procedure.refused,
    // What was found may be a whole sentence.
    detail: `${refusal.fault}: expected ${expected}; found ${found.replace(/\.$/, '')}.`,
    code: check,
    whatToDo,
    problem: { check, expected, found, clause, checks, ...(exchange && { exchange }) },
    page: (
      <RefusalPage
        refusal={refusal}
        procedure={procedure}
        checks={checks}
        address={known ? serviceAddress(publicUrl(), companyId) : undefined}
        xml={receivedMessage(request)}
        exchange={exchange}
        signedInAs={session?.email}
      />
    ),
  };
}
