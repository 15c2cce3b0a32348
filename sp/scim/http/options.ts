import type { ExchangeRecorder } from '../../../exchanges/recorder.ts';
import type { Clock } from '../../../store/clock.ts';
import type { SiteLog } from '../../../web/http/site-log.ts';
import type { SiteServer } from '../../../web/http/site-server.ts';
import type { Database } from '../../database/tables.ts';

/** Below the base of the site's URLs; after it, Entra adds `/Users`. */
export const SCIM_PATH = '/scim/v2';

export interface ScimOptions {
  readonly db: Database;
  readonly clock: Clock;
  /** Base of the site's URLs, without a slash at the end. */
  readonly publicUrl: () => string;
  readonly server?: SiteServer | undefined;
  readonly log?: SiteLog | undefined;
  /** What the fault `slow` waits for. Default: 61 seconds. */
  readonly slowness?: (() => Promise<unknown>) | undefined;
  /** Told when an employee is provisioned whose sign-in failed before. */
  readonly exchanges?: ExchangeRecorder | undefined;
}
