import type { Exchange } from './exchange.ts';

/** Its id is given by the recorder. */
export type ReportedExchange = Omit<Exchange, 'id'>;

/** What one side has just done, as an exchange of which it knows only this. */
export interface ExchangeReport {
  readonly exchange: ReportedExchange;
  /** What the same exchange is known by to this side or the other, see `keys.ts`; the first becomes its id. */
  readonly keys: readonly [string, ...string[]];
  /** Tenant of the identity provider. */
  readonly tenantId?: string | undefined;
}

/** Joins and keeps what both sides report. What runs the sites provides it; they report to it, and link to what it keeps. */
export interface ExchangeRecorder {
  /**
   * Takes a report and returns at once.
   *
   * @param report makes it; called after the answer was sent
   */
  record(report: () => ExchangeReport): void;
  /** Address of the page of an exchange, by one of its keys. */
  address(key: string): string;
  /** Those of these keys that a recorded exchange has. */
  recorded(keys: readonly string[]): Promise<ReadonlySet<string>>;
  /** Address of the list of a user's exchanges. */
  addressOfUser(user: string): string;
  /**
   * The latest exchange of an application; also one in its tenant whose request named no application, if that is later: it may have been meant
   * for this one.
   */
  latest(application: { tenantId: string; applicationId: string }): Promise<Exchange | undefined>;
}
