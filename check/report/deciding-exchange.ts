import type { ExchangeReport, RunReport } from './report.ts';

/** The exchange with the request that shows the fault of a SCIM server. A run may send more after it, to learn what else works; of a sign-in, the last one. */
export const decidingExchange = ({
  exchanges,
  request,
}: Pick<RunReport, 'exchanges' | 'request'>): ExchangeReport | undefined =>
  (request === undefined ? undefined : exchanges.findLast((each) => each.request === request)) ??
  exchanges.at(-1);

/** Whether the command that shows the fault is about something that an earlier request of the run made, and that the check has removed since. */
export function needsWhatWasMade(run: Pick<RunReport, 'exchanges' | 'request'>): boolean {
  const deciding = decidingExchange(run);
  return run.request !== undefined && deciding !== undefined && run.exchanges.indexOf(deciding) > 0;
}
