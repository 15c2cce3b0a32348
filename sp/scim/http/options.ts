import type { Clock } from '../../../store/clock.ts';
import type { SiteLog } from '../../../web/http/site-log.ts';
import type { SiteServer } from '../../../web/http/site-server.ts';
import type { Database } from '../../database/tables.ts';
import type { ProvisionedPerson } from '../visit.ts';

export interface ScimOptions {
  readonly db: Database;
  readonly clock: Clock;
  /** Base of the site's URLs, without a slash at the end. */
  readonly publicUrl: () => string;
  readonly server?: SiteServer | undefined;
  readonly log?: SiteLog | undefined;
  /** How long the fault `slow` waits, in ms. */
  readonly slowMs?: number | undefined;
  /** Told of an employee who may sign in from now on. */
  readonly onProvisioned?: ((person: ProvisionedPerson) => void) | undefined;
}
