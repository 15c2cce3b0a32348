import { CheckFault } from '../errors.ts';
import type { ExchangeReport } from '../report/report.ts';

/** A valid sign-in was refused; the report shows what was sent and what was answered. */
export class ControlFailed extends CheckFault {
  readonly exchanges: readonly ExchangeReport[];

  constructor(message: string, exchanges: readonly ExchangeReport[]) {
    super('control_failed', message);
    this.exchanges = exchanges;
  }
}
