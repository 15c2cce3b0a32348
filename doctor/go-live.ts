import type { Exchange } from '../exchanges/exchange.ts';
import type { SpDescriptor } from '../saml/sp-descriptor.ts';
import type { LabApplication } from './lab-application.ts';
import type { RealTenant } from './real-tenant.ts';
import type { TrustedNow } from './trusted-now.ts';

/** Everything that is compared. */
export interface GoLive {
  readonly app: LabApplication;
  readonly tenant: RealTenant;
  /** Where its metadata is published; undefined: it was a file. */
  readonly metadataUrl: string | undefined;
  readonly trusted: TrustedNow;
  /** Metadata of the service provider, if it was given. */
  readonly serviceProvider: SpDescriptor | undefined;
  /** Of this application, as recorded by the lab, the newest first. */
  readonly exchanges: readonly Exchange[];
  readonly now: Date;
  /** How far the clock of this machine is ahead of that of the metadata's server, in ms; undefined: not measured. */
  readonly clockAheadMs: number | undefined;
}
