/** Why a check could not be made: one sentence for a person, with the next step. Nothing was found out about the target. */
export type CheckFaultCode =
  | 'unreachable'
  | 'timeout'
  | 'not_metadata'
  | 'no_request'
  | 'needs_scripts'
  | 'endless_redirect'
  | 'leads_elsewhere'
  | 'control_failed'
  | 'probe_unusable'
  | 'rate_limited'
  | 'not_loopback'
  | 'unknown_case'
  | 'bad_baseline'
  | 'bad_settings'
  | 'browser_missing'
  | 'keys_unavailable';

export class CheckFault extends Error {
  readonly code: CheckFaultCode;

  constructor(code: CheckFaultCode, message: string) {
    super(message);
    this.name = 'CheckFault';
    this.code = code;
  }
}

/** The target did not answer a request, or not within its bounds: on the way of one run, which is then an error. */
export class ExchangeError extends Error {
  readonly code: 'unreachable' | 'timeout' | 'too_large' | 'too_many_redirects' | 'stopped';
  readonly url: string;

  constructor(code: ExchangeError['code'], url: string, message: string) {
    super(message);
    this.name = 'ExchangeError';
    this.code = code;
    this.url = url;
  }
}
