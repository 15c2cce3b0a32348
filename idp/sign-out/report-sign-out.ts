import type { Exchange, ExchangeEvent, ExchangeMessage } from '../../exchanges/exchange.ts';
import { idKey, messageKey } from '../../exchanges/keys.ts';
import { messageInUrl } from '../../exchanges/message-in-url.ts';
import type { ExchangeReport } from '../../exchanges/recorder.ts';
import { answerOf } from '../../web/http/sent-answer.ts';
import { settingPage } from '../aadsts/setting-page.ts';
import { correlationIdOf } from '../correlation-id.ts';
import type { IdpError } from '../errors.ts';
import { answered, begun, cut, refusalOf } from '../sign-in-outcome/exchange-parts.ts';
import { noteFiled } from '../sign-in-outcome/file-sign-in.ts';
import type { Exchange as Visit } from '../sign-in-visit.ts';
import type { ArrivedLogout } from '../single-sign-on/saml2-route.ts';
import { logoutChecks } from './logout-checks.ts';
import type { LogoutTrail } from './logout-trail.ts';

/** What this side did in one step of a sign-out. */
export interface SignOutStep {
  readonly outcome: Exchange['outcome'];
  /** A sentence. */
  readonly what: string;
  readonly did: ExchangeEvent['outcome'];
  readonly correlationId?: string | undefined;
  readonly user?: string | null | undefined;
  readonly application?: { readonly servicePrincipalId: string; readonly displayName: string };
  readonly tenantId?: string | undefined;
  readonly request?: ExchangeMessage | undefined;
  readonly response?: ExchangeMessage | undefined;
  readonly checks?: Exchange['checks'];
  readonly refusal?: Exchange['refusal'] | undefined;
  /** ID of the LogoutRequest, by which the other side and later steps know the exchange. */
  readonly requestId?: string | null | undefined;
  /** Of a separate exchange, beside that of the whole sign-out. */
  readonly toParticipant?: boolean;
}

/** Reports a step of a sign-out that this side began, or goes on with. */
export function reportStep(visit: Visit, step: SignOutStep): void {
  const { context, request, reply } = visit;
  const at = context.clock();
  const correlationId = step.correlationId ?? correlationIdOf(request);
  context.exchanges?.record(() =>
    reportOf({ ...step, correlationId }, { at, ...answered(request.url, answerOf(reply)) }),
  );
}

/** The report of a step that no request of a browser shows. */
export function reportOf(
  step: SignOutStep & { readonly correlationId: string },
  {
    at,
    cookies = [],
    redirects = [],
  }: { readonly at: Date } & Partial<Pick<Exchange, 'cookies' | 'redirects'>>,
): ExchangeReport {
  const { application, user, request, response, checks = [], refusal, requestId } = step;
  const { correlationId, outcome, tenantId } = step;
  const keys = [
    ...(step.toParticipant ? [] : [correlationId]),
    ...(requestId ? [idKey(requestId)] : []),
    ...[request, response].flatMap((one) => (one ? [messageKey(one)] : [])),
  ];
  const [first = correlationId, ...more] = keys;
  return {
    exchange: {
      ...begun(at, 0),
      kind: 'sign-out',
      correlationId,
      ...(application && {
        application: { id: application.servicePrincipalId, name: application.displayName },
      }),
      ...(user && { user: cut(user) }),
      outcome,
      ...(refusal && { refusal }),
      ...(request && { request }),
      ...(response && { response }),
      checks,
      claims: [],
      cookies,
      redirects,
      timeline: [{ at: at.toISOString(), by: 'idp', what: cut(step.what), outcome: step.did }],
    },
    keys: [first, ...more],
    tenantId,
  };
}

/** A message of single sign-out as it arrived. */
export function arrivedMessage(
  { request }: Pick<Visit, 'request'>,
  { parameter, binding, value, relayState, address }: ArrivedLogout,
  at: Date,
): ExchangeMessage {
  const query = request.url.slice(request.url.indexOf('?') + 1);
  const signed = binding === 'redirect' && /(?:^|&)Signature=/.test(query);
  return {
    parameter,
    binding: binding === 'redirect' ? 'HTTP-Redirect' : 'HTTP-POST',
    address: cut(address),
    value,
    ...(relayState !== undefined && { relayState: cut(relayState) }),
    ...(signed && { query }),
    at: at.toISOString(),
  };
}

/** The message in an address that this side sends a browser to. */
export const sentMessage = (
  url: string,
  parameter: ExchangeMessage['parameter'],
  at: Date,
): ExchangeMessage | undefined => messageInUrl(url, parameter, at);

/** The checks on a LogoutRequest that ran; the last one failed, if there is an error. */
export const checksOf = ({ checks }: LogoutTrail, error?: IdpError): Exchange['checks'] =>
  checks.map((name, index) => {
    const failed = error !== undefined && index === checks.length - 1;
    return {
      by: 'idp' as const,
      name,
      ...logoutChecks[name],
      outcome: failed ? ('failed' as const) : ('passed' as const),
      ...(failed && { found: cut(error.message) }),
    };
  });

/** Reports a LogoutRequest that is refused; its error page then links to the exchange. */
export function reportRefused(
  visit: Visit,
  { request, trail, error }: { request: ExchangeMessage; trail: LogoutTrail; error: IdpError },
): void {
  error.setting ??= settingPage(error.code, trail.application, undefined);
  noteFiled(visit.request);
  reportStep(visit, {
    outcome: 'failure',
    what: `Received a LogoutRequest by ${request.binding}. Refused: ${error.message}`,
    did: 'refused',
    user: trail.user,
    ...(trail.application && { application: trail.application }),
    tenantId: trail.application?.tenantId,
    request,
    requestId: trail.requestId,
    checks: checksOf(trail, error),
    refusal: refusalOf(error, visit.context.publicUrl()),
  });
}
