import type { Exchange } from '../../exchanges/exchange.ts';
import { CheckFault, type CheckFaultCode } from '../errors.ts';
import type { ExchangeReport } from '../report/report.ts';

/** What is known of a valid sign-in that was refused. */
export interface FailedSignIn {
  readonly exchanges: readonly ExchangeReport[];
  /** Both messages, and what the service provider answered; undefined when no message was made. */
  readonly exchange: Exchange | undefined;
}

/** A valid sign-in was refused, or got no answer; the report shows what was sent and what was answered. */
export class ControlFailed extends CheckFault {
  readonly signIn: FailedSignIn;

  constructor(message: string, signIn: FailedSignIn, code: CheckFaultCode = 'control_failed') {
    super(code, message);
    this.signIn = signIn;
  }
}
