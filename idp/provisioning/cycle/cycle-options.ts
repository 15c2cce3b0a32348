import type { Clock } from '../../../store/clock.ts';
import type { MailDelivery } from '../../directory/mails/mails.ts';
import type { ClientSettings } from '../connection/open-connection.ts';

/** What surrounds a cycle. */
export interface CycleOptions {
  readonly clock: Clock;
  /** Base of the links in mails. */
  readonly publicUrl: () => string;
  /** How a mail about a quarantine begins. */
  readonly delivery: Extract<MailDelivery, 'kept' | 'waiting'>;
  readonly clientSettings?: ClientSettings | undefined;
  /** The process stops: the cycle ends between two objects, and goes on at the next start. */
  readonly signal: AbortSignal;
}
