/** Why a check could not run. */
export type CheckFaultCode =
  | 'unreachable'
  | 'timeout'
  | 'not_metadata'
  | 'not_scim'
  | 'no_request'
  | 'needs_scripts'
  | 'endless_redirect'
  | 'leads_elsewhere'
  | 'unknown_acs'
  | 'control_failed'
  | 'probe_unusable'
  | 'rate_limited'
  | 'not_loopback'
  | 'unknown_case'
  | 'bad_baseline'
  | 'bad_comparison'
  | 'bad_settings'
  | 'browser_missing'
  | 'keys_unavailable'
  | 'lab_refuses'
  | 'interrupted';

/** The check could not run, or not to its end. `message` says why and what to do next. */
export class CheckFault extends Error {
  readonly code: CheckFaultCode;

  constructor(code: CheckFaultCode, message: string) {
    super(message);
    this.name = 'CheckFault';
    this.code = code;
  }
}

const noStart: readonly CheckFaultCode[] = [
  'no_request',
  'needs_scripts',
  'endless_redirect',
  'leads_elsewhere',
];

/** The login URL starts no sign-in, or not now: it may limit them, or be out of order. */
export const isNoStart = (error: unknown): error is CheckFault =>
  error instanceof CheckFault && noStart.includes(error.code);

/**
 * A request of one run got no answer, or one outside the limits; the verdict of that run is `error`. `unreachable`: nothing listens;
 * `reset`: the connection was closed before an answer; `timeout`: the answer took too long.
 */
export class ExchangeError extends Error {
  readonly code:
    | 'unreachable'
    | 'reset'
    | 'timeout'
    | 'too_large'
    | 'undecodable'
    | 'too_many_redirects'
    | 'stopped';
  readonly url: string;

  constructor(code: ExchangeError['code'], url: string, message: string) {
    super(message);
    this.name = 'ExchangeError';
    this.code = code;
    this.url = url;
  }
}

/** Whether the service provider may be down. */
export const isNoAnswer = ({ code }: ExchangeError): boolean =>
  code === 'unreachable' || code === 'reset' || code === 'timeout';
