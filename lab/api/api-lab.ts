import type { Directory, Mail } from '../../idp/index.ts';
import type { LabClock } from '../clock/lab-clock.ts';
import type { SiteUrls } from '../endpoints.ts';
import type { ExchangeStore } from '../exchanges/exchange-store.ts';
import type { LabRecorder } from '../exchanges/recorder.ts';
import type { LabSite } from '../lab-app.ts';
import type { StartLine } from '../start-line.ts';
import type { LabTenant } from '../tenants/lab-tenant.ts';
import type { NewLabTenant } from '../tenants/lab-tenants.ts';

/** What the HTTP API drives: members of a running lab. */
export interface ApiLab {
  readonly directory: Directory;
  readonly clock: LabClock;
  readonly start: Pick<StartLine, 'sp'>;
  tenant(options?: NewLabTenant): Promise<LabTenant>;
  findTenant(idOrDomain: string): Promise<LabTenant | undefined>;
  outbox(): Promise<Mail[]>;
  reset(): Promise<void>;
}

export interface ApiOptions {
  /** Undefined until the lab has started. */
  readonly running: () => ApiLab | undefined;
  readonly start: () => Promise<StartLine>;
  readonly exchanges: { readonly store: ExchangeStore; readonly recorder: LabRecorder };
  /** Every request needs it as `Authorization: Bearer`. Undefined: none does, which is right only while other machines cannot reach the lab. */
  readonly apiToken?: string | undefined;
  /** Whether programs on other machines can call. Default: false. */
  readonly exposed?: boolean | undefined;
  /** Aborted when the lab begins to close. */
  readonly closing: AbortSignal;
}

export interface ApiSiteOptions extends ApiOptions, LabSite {
  readonly urls: () => SiteUrls;
}
