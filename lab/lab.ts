import type { Exchange } from '../exchanges/exchange.ts';
import type { Directory, Mail } from '../idp/index.ts';
import type { Administration } from '../sp/index.ts';
import type { Ports } from './addresses/ports.ts';
import type { LabClock } from './clock/lab-clock.ts';
import type { WantedExchange } from './exchanges/next-exchange.ts';
import type { ExportedSettings } from './settings/export/export-settings.ts';
import type { SettingsSource } from './settings/load-settings.ts';
import type { StartLine } from './start-line.ts';
import type { LabTenant } from './tenants/lab-tenant.ts';
import type { NewLabTenant } from './tenants/lab-tenants.ts';

/** A running lab. */
export interface Lab {
  /** Where it answers, and who can sign in: what `samlab start --json` prints. */
  readonly start: StartLine;
  /** Reads and changes the identity provider: tenants, users, applications. */
  readonly directory: Directory;
  /** Reads and changes the service provider: companies, employees, single sign-on. */
  readonly administration: Administration;
  /** `new`: just seeded; `resumed`: as it was left; `moved`: resumed at other URLs, and the settings of both sites were updated. */
  readonly state: 'new' | 'resumed' | 'moved';
  /** Absolute path of the data folder; undefined in memory. */
  readonly dataDir: string | undefined;
  /** Names the PostgreSQL database, without user name and password; undefined without one. */
  readonly database: string | undefined;
  /** What fixes its ids and keys; undefined: they are random. */
  readonly seed: string | undefined;
  /** What time it is in this lab; it can be moved and stopped. */
  readonly clock: LabClock;
  /** The ports that the sites listen on; all are the same with `singlePort`. */
  readonly ports: Ports;
  /**
   * What a Chromium must be started with to reach this lab by its real names, and nothing but this machine besides; see `realNames`. Empty for
   * a lab without real names, which every browser reaches.
   */
  readonly browserArguments: readonly string[];
  /** What every request to the HTTP API must carry; undefined where none must. An exposed lab makes one unless it is given. */
  readonly apiToken: string | undefined;
  /** Certificate of the authority that its sites' certificate, or that of the drop-in, is from, as PEM; undefined for http and when you supply the certificate. */
  readonly ca: string | undefined;
  /** What a user should know about the addresses of this lab, one sentence each: that others can reach it, for one. */
  readonly warnings: readonly string[];
  /** Creates an isolated tenant, in a few milliseconds: one per test. */
  tenant(options?: NewLabTenant): Promise<LabTenant>;
  /** A tenant that exists, such as Contoso, by its id, one of its domains or its name; undefined when there is none. */
  findTenant(name: string): Promise<LabTenant | undefined>;
  /**
   * Goes back to how the lab was when it had started: tenants, users, sessions, companies, exchanges and armed responses of later are gone, and
   * the clock is what it was. In a few milliseconds; for labs in memory.
   *
   * @throws {LabError} `not_in_memory`
   */
  reset(): Promise<void>;
  /**
   * The mails that Entra would have sent until now, the newest first, at most 1,000: 60, 30 and 7 days before the active certificate of an
   * application expires. Move the clock, then read.
   */
  outbox(): Promise<Mail[]>;
  /** The recorded exchanges, the newest first. */
  exchanges(): Promise<Exchange[]>;
  /**
   * Resolves with the next exchange that ends, in success or failure, after this call.
   *
   * @throws {LabError} `never_judged` when `judged` could never be met
   */
  nextExchange(wanted?: WantedExchange): Promise<Exchange>;
  /**
   * Changes the lab to what a settings file, or an object with such content, says; people stay signed in. Ports and clock stay.
   *
   * @throws {LabError} `invalid_settings`, with every fault; nothing is changed then, unless what is in the way is only in this lab
   */
  applySettings(source: SettingsSource): Promise<void>;
  /** The lab as settings that make the same lab, without passwords and keys. */
  exportSettings(): Promise<ExportedSettings>;
  /** Stops the sites within two seconds, whatever connections are open, then closes the databases. */
  close(): Promise<void>;
}
