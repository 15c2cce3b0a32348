import type { Clock } from '../store/clock.ts';
import type { KeyRing } from './directory/applications/key-ring.ts';
import type { Database } from './directory/tables.ts';
import type { SignInObserver } from './sign-in-outcome/outcome.ts';
import type { AlterHandOff } from './single-sign-on/alter-hand-off.ts';

/** What the features are given: the tenant's data, and the clock. Nothing here knows HTTP. */
export interface IdpContext {
  db: Database;
  clock: Clock;
  /** Where this identity provider is reached, without a trailing slash. */
  publicUrl: () => string;
  keys: KeyRing;
  /** Who keeps what came of each sign-in; see `sign-in-outcome/`. */
  signInObservers: readonly SignInObserver[];
  /** Asked before a response is handed off, when there is one. */
  alterHandOff?: AlterHandOff | undefined;
}
