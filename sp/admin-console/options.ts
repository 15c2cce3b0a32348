import type { Database } from '../database/tables.ts';
import type { Clock } from '../instants.ts';

export interface AdminConsoleOptions {
  readonly db: Database;
  readonly clock: Clock;
  /** Base of every URL of ours, without a slash at the end. */
  readonly publicUrl: () => string;
}
