import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Exchange } from '../../exchanges/exchange.ts';
import { idKey, messageKey } from '../../exchanges/keys.ts';
import type {
  ExchangeRecorder,
  ExchangeReport,
  ReportedExchange,
} from '../../exchanges/recorder.ts';
import { answerOf } from '../../web/http/sent-answer.ts';
import type { IdpContext } from '../context.ts';
import { correlationIdOf } from '../correlation-id.ts';
import type { IdpError } from '../errors.ts';
import { type CheckInfo, tokenChecks } from '../single-sign-on/checks/table.ts';
import { answered, begun, cut, refusalOf } from './exchange-parts.ts';
import { foundBy } from './found-by-check.ts';
import {
  destinations,
  type ReceivedMessage,
  type SignInObserver,
  type SignInOutcome,
} from './outcome.ts';
import { otherIdentityProvider, pageInWords } from './step-in-words.ts';

/** Reports each request to sign in to the recorder. @param publicUrl of this site, without a trailing slash */
export const reportTo =
  (recorder: ExchangeRecorder, publicUrl: () => string): SignInObserver =>
  (outcome) =>
    recorder.record(() => signInReport(outcome, publicUrl()));

/** Reports that a user without a session asked for a page of this site. */
export function reportStart(
  { context: { exchanges, clock }, request, reply }: Exchanged,
  purpose: Exclude<SignInOutcome['purpose'], 'token'>,
): void {
  const at = clock();
  const correlationId = correlationIdOf(request);
  exchanges?.record(() => ({
    exchange: {
      ...begun(at, 0),
      kind: 'sign-in',
      correlationId,
      application: { name: destinations[purpose] },
      outcome: 'unfinished',
      checks: [],
      claims: [],
      ...answered(request.url, answerOf(reply)),
      timeline: [
        {
          at: at.toISOString(),
          by: 'idp',
          what: `${destinations[purpose]} was opened here. Asked the user to sign in.`,
          outcome: 'asked',
        },
      ],
    },
    keys: [correlationId],
  }));
}

/** Reports a step of a sign-in that leaves no outcome behind: the user is sent to another site, or comes back. @param what a sentence */
export function reportStep(
  { context: { exchanges, clock }, request, reply }: Exchanged,
  { what, user }: { readonly what: string; readonly user?: string },
): void {
  const at = clock();
  const correlationId = correlationIdOf(request);
  exchanges?.record(() => ({
    exchange: {
      ...begun(at, 0),
      kind: 'sign-in',
      correlationId,
      ...(user !== undefined && { user: cut(user) }),
      outcome: 'unfinished',
      checks: [],
      claims: [],
      ...answered(request.url, answerOf(reply)),
      timeline: [{ at: at.toISOString(), by: 'idp', what: cut(what), outcome: 'asked' }],
    },
    keys: [correlationId],
  }));
}

/** Of a `SignInVisit`. */
interface Exchanged {
  readonly context: Pick<IdpContext, 'clock' | 'exchanges'>;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** A request that is too long for Node's parser, which leaves nothing of it (AADSTS90015). */
export function reportTooLong(
  recorder: ExchangeRecorder | undefined,
  { at, correlationId, error }: { at: Date; correlationId: string; error: IdpError },
): void {
  recorder?.record(() => ({
    exchange: {
      ...begun(at, 0),
      kind: 'sign-in',
      correlationId,
      outcome: 'failure',
      refusal: refusalOf(error, ''),
      checks: [],
      claims: [],
      cookies: [],
      redirects: [],
      timeline: [
        {
          at: at.toISOString(),
          by: 'idp',
          what: cut(`Refused: ${error.message}`),
          outcome: 'refused',
        },
      ],
    },
    keys: [correlationId],
  }));
}

/** What this side knows of an exchange after one request. */
function signInReport(outcome: SignInOutcome, publicUrl: string): ExchangeReport {
  const { at, correlationId, durationMs, user, userName, error, claims, tenantId } = outcome;
  const request = outcome.received && requestOf(outcome.received, at);
  const response = responseOf(outcome);
  const name = user?.userPrincipalName ?? (userName === '' ? undefined : userName);
  const exchange: ReportedExchange = {
    ...begun(at, durationMs),
    kind: kindOf(outcome),
    correlationId,
    ...applicationOf(outcome),
    ...(name !== undefined && { user: cut(name) }),
    outcome: outcomeOf(outcome.result),
    ...(error && { refusal: refusalOf(error, publicUrl) }),
    ...(request && { request }),
    ...(response && { response }),
    ...replacementOf(outcome),
    checks: checksOf(outcome),
    claims: (claims?.() ?? []).map(({ name: claim, values, reason }) => ({
      name: cut(claim),
      values: values.map(cut),
      reason: cut(reason),
    })),
    ...answered(outcome.url, outcome.answer()),
    timeline: [
      {
        at: at.toISOString(),
        by: 'idp',
        what: cut(deed(outcome)),
        durationMs: round(durationMs),
        outcome: error ? 'refused' : outcome.result === 'success' ? 'done' : 'asked',
      },
    ],
  };
  const inResponseTo = outcome.inResponseTo;
  return {
    exchange,
    keys: [
      correlationId,
      ...(request ? [messageKey(request)] : []),
      ...(response ? [messageKey(response)] : []),
      ...(inResponseTo === undefined ? [] : [idKey(inResponseTo)]),
    ],
    tenantId,
  };
}

const round = (ms: number) => Math.round(ms * 10) / 10;

/** A token without a request is a launch. */
function kindOf({ purpose, received, inResponseTo, url }: SignInOutcome): Exchange['kind'] {
  if (purpose !== 'token' || received || inResponseTo !== undefined) return 'sign-in';
  return url.includes('/saml2') ? 'sign-in' : 'launch';
}

function applicationOf({ application, purpose }: SignInOutcome): Pick<Exchange, 'application'> {
  if (application)
    return { application: { id: application.servicePrincipalId, name: application.displayName } };
  return purpose === 'token' ? {} : { application: { name: destinations[purpose] } };
}

const outcomeOf = (result: SignInOutcome['result']): Exchange['outcome'] =>
  result === 'interrupted' ? 'unfinished' : result;

function requestOf({ binding, value, relayState, address, url }: ReceivedMessage, at: Date) {
  const query = url.slice(url.indexOf('?') + 1);
  const isSigned = binding === 'redirect' && /(?:^|&)Signature=/.test(query);
  return {
    parameter: 'SAMLRequest' as const,
    binding: binding === 'redirect' ? ('HTTP-Redirect' as const) : ('HTTP-POST' as const),
    address: cut(address),
    value,
    ...(relayState !== undefined && { relayState: cut(relayState) }),
    ...(isSigned && { query }),
    at: at.toISOString(),
  };
}

function responseOf({ posted, at }: SignInOutcome) {
  if (!posted) return undefined;
  const { SAMLResponse, RelayState } = posted.fields;
  return {
    parameter: 'SAMLResponse' as const,
    binding: 'HTTP-POST' as const,
    address: cut(posted.action),
    value: SAMLResponse,
    ...(RelayState !== undefined && { relayState: cut(RelayState) }),
    at: at.toISOString(),
  };
}

const replacementOf = ({ posted }: SignInOutcome): Pick<Exchange, 'replacement'> =>
  posted?.replacement
    ? { replacement: { ...posted.replacement, what: cut(posted.replacement.what) } }
    : {};

const foundIn = (found: string | undefined) => (found === undefined ? {} : { found: cut(found) });

function checksOf(outcome: SignInOutcome): Exchange['checks'] {
  const { checks, error } = outcome;
  return checks.map((name, index) => {
    const { title, clause }: CheckInfo = tokenChecks[name];
    const failed = error !== undefined && index === checks.length - 1;
    return {
      by: 'idp',
      name,
      title,
      ...(clause !== undefined && { clause }),
      outcome: failed ? 'failed' : 'passed',
      ...foundIn(failed ? error.message : foundBy(name, outcome)),
    };
  });
}

/** What this side did in answer to the request. */
function deed(outcome: SignInOutcome): string {
  const { error, result, interruption, received, posted, user, application } = outcome;
  const request = received
    ? `Received a SAMLRequest by ${received.binding === 'redirect' ? 'HTTP-Redirect' : 'HTTP-POST'}. `
    : '';
  if (error) return `${request}Refused: ${error.message}`;
  if (posted?.replacement)
    return `${request}Made a Response for ${user?.userPrincipalName}, in place of which ${posted.replacement.by} sent ${posted.replacement.what} to ${posted.action}.`;
  if (posted)
    return `${request}Sent a Response for ${user?.userPrincipalName} to ${posted.action}.`;
  if (result === 'success') return `Signed ${user?.userPrincipalName} in.`;
  if (interruption) return `${request}${pageInWords(interruption, outcome)}`;
  const opened = received
    ? ''
    : `${application?.displayName ?? 'An application'} was opened here. `;
  const elsewhere = otherIdentityProvider(outcome);
  return elsewhere === undefined
    ? `${request}${opened}Asked the user to sign in.`
    : `${request}${opened}Sent the user to the identity provider of the federated domain, at ${elsewhere}.`;
}
