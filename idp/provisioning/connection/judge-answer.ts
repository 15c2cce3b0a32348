import type { AnswerFaultKind } from '../client/answer-fault.ts';
import { errorDetail } from '../client/error-detail.ts';
import type { ScimExchange } from '../client/exchange.ts';

/** Why a request was of no use, under a code of Entra's provisioning logs (entra-admin.md 4.4). */
export interface AnswerProblem {
  readonly errorCode: string;
  /** What happened and what to do, with what the server said (scim.md a.4). */
  readonly message: string;
  /**
   * `credentials`: no request will succeed until an administrator does something. `connection`: the server cannot be reached now. Absent: it
   * is about this object.
   */
  readonly scope?: 'credentials' | 'connection';
}

/** For what Entra cannot read, and for 400 (scim.md a.4). */
export const INCOMPATIBLE = 'SystemForCrossDomainIdentityManagementServiceIncompatible';

const ofStatus: Readonly<Record<number, string>> = {
  400: INCOMPATIBLE,
  401: 'Unauthorized',
  403: 'InsufficientRights',
  405: 'MethodNotAllowed',
  409: 'EntryConflict',
  422: 'UnprocessableEntity',
  429: 'TooManyRequests',
  500: 'InternalServerError',
  501: 'NotImplemented',
};

const ofFault: Partial<Record<AnswerFaultKind, Omit<AnswerProblem, 'message'>>> = {
  'no-token': { errorCode: 'Unauthorized', scope: 'credentials' },
  unreachable: { errorCode: 'WebExceptionProtocolError', scope: 'connection' },
  tls: { errorCode: 'WebExceptionProtocolError', scope: 'connection' },
  reset: { errorCode: 'WebExceptionProtocolError', scope: 'connection' },
  timeout: { errorCode: 'Timeout', scope: 'connection' },
  'another-id': { errorCode: 'InvalidAnchor' },
};

/** What to do about a refusal whose status says what it is; the words of the server come after it. A 400 is about what the server names itself. */
function adviceOn({ request: { method, url }, answer }: ScimExchange): string | undefined {
  const status = answer?.status ?? 0;
  const answered = `The server answered ${status}`;
  const known: Readonly<Record<number, string>> = {
    401: `${answered}: it does not accept the token. Copy the secret token again, or make a new one in the application.`,
    403: `${answered}: it knows the token, but the token may not do this. Give it the right to read and write users and groups.`,
    404: `${answered} to ${method} ${new URL(url).pathname}. Let it know this address and method.`,
    405: `${answered}: it does not take ${method} here. Entra needs it.`,
    409: `${answered}: it has this object already, and did not find it by the matching attribute. Let the search find it, also when it is disabled, or match by another attribute.`,
    429: `${answered}: there are too many requests. Let it take 25 a second.`,
    501: `${answered}: it does not support this request. Entra needs it.`,
  };
  if (known[status] !== undefined) return known[status];
  return status >= 500 ? `${answered}: it has a fault. Look into its log.` : undefined;
}

/** What is wrong with an answer; undefined when it is good. @param expected statuses that are good besides those of success, such as 404 for a DELETE */
export function problemOf(
  exchange: ScimExchange,
  expected: readonly number[] = [],
): AnswerProblem | undefined {
  const { answer, fault } = exchange;
  const status = answer?.status ?? 0;
  const isDenied = status === 401;
  if (!fault && (status < 300 || expected.includes(status))) return undefined;
  const advice = fault ? undefined : adviceOn(exchange);
  const detail = errorDetail(exchange);
  const errorCode = ofStatus[status] ?? (status >= 500 ? 'InternalServerError' : INCOMPATIBLE);
  return {
    errorCode,
    ...(fault && ofFault[fault.kind]),
    message: advice === undefined ? detail : `${advice} ${detail}`,
    ...(isDenied && { errorCode, scope: 'credentials' }),
  };
}
