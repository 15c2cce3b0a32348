import type { FastifyInstance } from 'fastify';
import type { Clock } from '../../store/clock.ts';
import type { Database } from '../database/tables.ts';

export interface AdminConsoleOptions {
  readonly db: Database;
  readonly clock: Clock;
  /** Base of every URL of ours, without a slash at the end. */
  readonly publicUrl: () => string;
}

/** The console with its options: what the routes of a page get. */
export interface AdminConsole extends AdminConsoleOptions {
  readonly app: FastifyInstance;
}
