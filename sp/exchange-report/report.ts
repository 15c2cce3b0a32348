import { randomUUID } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { decodeMessage, elementName, rootAttribute } from '../../exchanges/decode-message.ts';
import {
  type Exchange,
  type ExchangeMessage,
  type ExchangeRefusal,
  MAX_TEXT,
} from '../../exchanges/exchange.ts';
import { idKey, messageKey } from '../../exchanges/keys.ts';
import { messageInUrl } from '../../exchanges/message-in-url.ts';
import type { ExchangeRecorder, ExchangeReport } from '../../exchanges/recorder.ts';
import { answerOf, withoutValues } from '../../web/http/sent-answer.ts';
import type { CheckRun } from '../checking/check-run.ts';
import { type CheckRecord, type Refusal, SpError } from '../checking/sp-error.ts';
import { siteName } from '../site-page.tsx';

/** One request, and where it is reported. */
export interface ReportedVisit {
  readonly exchanges: ExchangeRecorder | undefined;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly now: Date;
}

const keys = new WeakMap<FastifyRequest, string>();

/** The key of the exchange that a refused request was reported in; undefined when it was not reported. */
export const exchangeKeyOf = (request: FastifyRequest): string | undefined => keys.get(request);

/** Reports a request that is sent to the identity provider by a redirect. */
export function reportSent(
  visit: ReportedVisit,
  sent: {
    readonly kind: Exchange['kind'];
    readonly url: string;
    readonly user?: string | undefined;
  },
): void {
  const { exchanges, now } = visit;
  if (!exchanges) return;
  exchanges.record(() => {
    const message = messageInUrl(sent.url, 'SAMLRequest', now);
    return {
      exchange: {
        ...begun(visit, sent.kind),
        ...(sent.user !== undefined && { user: cut(sent.user) }),
        outcome: 'unfinished',
        ...(message && { request: shortened(message) }),
        timeline: [
          {
            at: now.toISOString(),
            by: 'sp',
            what: `Sent ${nameOf(message) ?? 'a request'} by HTTP-Redirect.`,
            outcome: 'done',
          },
        ],
      },
      keys: [randomUUID(), ...keysOf(message, 'ID')],
    };
  });
}

/** Reports that a session of this site ended without a message. */
export function reportLocalSignOut(visit: ReportedVisit): void {
  const { exchanges, now } = visit;
  exchanges?.record(() => ({
    exchange: {
      ...begun(visit, 'sign-out'),
      outcome: 'success',
      timeline: [
        {
          at: now.toISOString(),
          by: 'sp',
          what: 'Ended its own session; the identity provider was not told.',
          outcome: 'done',
        },
      ],
    },
    keys: [randomUUID()],
  }));
}

/** What the judgement of a message adds to its report. */
export interface Judging {
  /** The message is answered by a redirect to this address. */
  answered(url: string): void;
}

/**
 * Reports a message that arrived, when `work` has judged it: accepted when it returns, refused when it throws an `SpError`.
 *
 * @param message undefined when the request carries none: then nothing is reported
 */
export async function reportReceived<Result>(
  visit: ReportedVisit,
  message: ExchangeMessage | undefined,
  run: CheckRun,
  work: (judging: Judging) => Promise<Result>,
): Promise<Result> {
  const { exchanges, request } = visit;
  let answer: string | undefined;
  const judging: Judging = {
    answered: (url) => {
      answer = url;
    },
  };
  if (!exchanges || !message) return work(judging);
  const began = performance.now();
  const key = randomUUID();
  const record = (refusal?: Refusal) => {
    const durationMs = performance.now() - began;
    exchanges.record(() => received(visit, { key, message, run, answer, refusal, durationMs }));
  };
  try {
    const result = await work(judging);
    record();
    return result;
  } catch (error) {
    if (error instanceof SpError) {
      keys.set(request, key);
      record(error.refusal);
    }
    throw error;
  }
}

interface Received {
  readonly key: string;
  readonly message: ExchangeMessage;
  readonly run: CheckRun;
  readonly answer: string | undefined;
  readonly refusal: Refusal | undefined;
  readonly durationMs: number;
}

function received(visit: ReportedVisit, of: Received): ExchangeReport {
  const { key, message, run, answer, refusal, durationMs } = of;
  const { records } = run;
  const name = nameOf(message) ?? message.parameter;
  const isLogout = /\bLogout/.test(name);
  const isAnswer = message.parameter === 'SAMLResponse';
  const user = records.find((each) => each.name === 'employee' && each.outcome === 'passed')?.found;
  const sent = answer === undefined ? undefined : messageInUrl(answer, 'SAMLResponse', visit.now);
  const solicited = rootAttribute(textOf(message), 'InResponseTo') !== undefined;
  const other = isAnswer ? { response: message } : { request: message };
  return {
    exchange: {
      ...begun(visit, isLogout ? 'sign-out' : solicited ? 'sign-in' : 'launch', durationMs),
      ...(user !== undefined && { user: cut(user) }),
      outcome: refusal ? 'failure' : 'success',
      ...(refusal && { refusal: reportedRefusal(refusal) }),
      ...other,
      ...(sent && { response: shortened(sent) }),
      checks: records.map((record) => checkOf(record, refusal)),
      timeline: [
        {
          at: visit.now.toISOString(),
          by: 'sp',
          what: cut(
            `Received ${name} and ${refusal ? `refused it: ${refusal.fault}.` : done(name)}`,
          ),
          durationMs: Math.round(durationMs * 10) / 10,
          outcome: refusal ? 'refused' : 'done',
        },
      ],
    },
    keys: [key, ...keysOf(message, isAnswer ? 'InResponseTo' : 'ID')],
  };
}

/** The exchange is the administrator's: it has what the page does not say. */
export function reportedRefusal(refusal: Refusal): ExchangeRefusal {
  const { check, fault, expected } = refusal;
  const { found, whatToDo } = refusal.forAdministrator ?? refusal;
  return {
    by: 'sp',
    code: check,
    message: cut(`${fault}: expected ${expected}; found ${found.replace(/\.$/, '')}.`),
    whatToDo: cut(whatToDo),
  };
}

const done = (name: string): string =>
  name.endsWith('LogoutRequest')
    ? 'ended the sessions that it names.'
    : name.endsWith('LogoutResponse')
      ? 'ended the sign-out.'
      : 'opened a session.';

const cut = (text: string) => text.slice(0, MAX_TEXT);

function begun({ request, reply, now }: ReportedVisit, kind: Exchange['kind'], durationMs = 0) {
  const { status, location, cookies } = answerOf(reply);
  const redirects =
    location === undefined || status < 300 || status > 399
      ? []
      : [{ by: 'sp' as const, from: cut(withoutValues(request.url)), status, to: cut(location) }];
  return {
    version: 1 as const,
    kind,
    startedAt: now.toISOString(),
    durationMs: Math.round(durationMs),
    application: { name: siteName },
    checks: [],
    claims: [],
    cookies: cookies.map(({ name, attributes }) => ({
      by: 'sp' as const,
      name: cut(name),
      attributes: cut(attributes),
    })),
    redirects,
  };
}

const shortened = (message: ExchangeMessage): ExchangeMessage => ({
  ...message,
  address: cut(message.address),
  ...(message.relayState !== undefined && { relayState: cut(message.relayState) }),
});

const textOf = (message: ExchangeMessage): string => decodeMessage(message).text ?? '';

/** `an AuthnRequest`, `a Response`. */
function nameOf(message: ExchangeMessage | undefined): string | undefined {
  const name = message && elementName(textOf(message));
  return name && `${/^[AEIOU]/.test(name) ? 'an' : 'a'} ${name}`;
}

function keysOf(message: ExchangeMessage | undefined, by: 'ID' | 'InResponseTo'): string[] {
  if (!message) return [];
  const id = rootAttribute(textOf(message), by);
  return [messageKey(message), ...(id === undefined ? [] : [idKey(id)])];
}

const checkOf = (record: CheckRecord, refusal: Refusal | undefined): Exchange['checks'][number] => {
  const { name, title, clause, outcome, expected } = record;
  const told = refusal?.check === name ? refusal.forAdministrator : undefined;
  const found = told?.found ?? record.found;
  return {
    by: 'sp',
    name,
    title,
    clause,
    outcome,
    ...(expected !== undefined && { expected: cut(expected) }),
    ...(found !== undefined && { found: cut(found) }),
  };
};
