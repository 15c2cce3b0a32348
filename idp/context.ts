import type { Access } from './directory/access.ts';
import type { BrowserSessions } from './directory/browser-sessions.ts';
import type { KeyRing } from './directory/key-ring.ts';
import type { PendingSignIns } from './directory/pending-sign-ins.ts';
import type { SignInApplications } from './directory/sign-in-applications.ts';
import type { Database } from './directory/tables.ts';
import type { Tenants } from './directory/tenants.ts';

/** What the features are given: the tenant's data, and the clock. Nothing here knows HTTP. */
export interface IdpContext {
  db: Database;
  clock: () => Date;
  /** Where this identity provider is reached, without a trailing slash. */
  publicUrl: () => string;
  tenants: Tenants;
  applications: SignInApplications;
  access: Access;
  keys: KeyRing;
  sessions: BrowserSessions;
  pendingSignIns: PendingSignIns;
}
