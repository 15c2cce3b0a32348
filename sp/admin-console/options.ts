import type { FastifyInstance } from 'fastify';
import type { Clock } from '../../store/clock.ts';
import type { Database } from '../database/tables.ts';

export interface AdminConsoleOptions {
  readonly db: Database;
  readonly clock: Clock;
  /** Base of every URL of ours, without a slash at the end. */
  readonly publicUrl: () => string;
  /** Where this process reaches an address that only browsers know by this name; undefined: as it says. Default: every address as it says. */
  readonly localAddress?: ((url: URL) => URL | undefined) | undefined;
}

/** The console with its options: what the routes of a page get. */
export interface AdminConsole extends AdminConsoleOptions {
  readonly app: FastifyInstance;
}
