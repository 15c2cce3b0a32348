import type { ExchangeRecorder } from '../exchanges/recorder.ts';
import type { Clock } from '../store/clock.ts';
import type { LabShown } from '../web/components/lab-around.tsx';
import type { SiteServer } from '../web/http/site-server.ts';
import type { KeyRing } from './directory/applications/key-ring.ts';
import type { Database } from './directory/tables.ts';
import type { AlterResponse } from './posted-response.ts';
import type { Provisioning } from './provisioning/provisioning.ts';
import type { SignInObserver } from './sign-in-outcome/outcome.ts';

/** What surrounds this site when it runs in a lab. */
export interface LabAround extends LabShown {
  /** Address of the lab home, without a trailing slash; every page links to it. */
  readonly home: () => string;
  /** The lab's own address in place of one of the real Peakon. */
  readonly insteadOf: (vendorAddress: string) => string;
}

/** What every feature of this site works with. Nothing in it knows HTTP. */
export interface IdpContext {
  readonly db: Database;
  readonly clock: Clock;
  /** Where this identity provider is reached, without a trailing slash. */
  readonly publicUrl: () => string;
  /** How it is reached besides. Default: by http, on localhost. */
  readonly server?: SiteServer | undefined;
  readonly keys: KeyRing;
  /** Entra's provisioning service. */
  readonly provisioning: Provisioning;
  /** Called with the outcome of each sign-in; see `sign-in-outcome/`. */
  readonly observers: readonly SignInObserver[];
  /** Where exchanges are recorded; absent when they are not. */
  readonly exchanges?: ExchangeRecorder | undefined;
  /** Absent when this site runs alone. */
  readonly lab?: LabAround | undefined;
  /** Called before each response is posted, if set. */
  readonly alterResponse?: AlterResponse | undefined;
}
