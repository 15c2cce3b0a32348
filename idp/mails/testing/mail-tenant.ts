import { expect, vi } from 'vitest';
import { openStore } from '../../../store/open-store.ts';
import { testDatabase } from '../../../store/testing/test-database.ts';
import { KeyRing } from '../../directory/applications/key-ring.ts';
import { type Directory, directoryOf } from '../../directory/directory.ts';
import { migrations } from '../../directory/migrations.ts';
import type { Database, DirectoryTables } from '../../directory/tables.ts';
import { Mailer, type MailerOptions } from '../mailer.ts';

export const tenantId = 'aaaabbbb-0000-cccc-1111-dddd2222eeee';
export const DAY = 86_400_000;
export const began = Date.parse('2026-03-01T08:00:00Z');
/** Of the administrator who chose SAML. */
export const notify = 'admin@contoso.com';

/** A tenant with an application whose certificate expires after 1,000 days, and no mail yet. */
export class MailTenant implements AsyncDisposable {
  now = began;
  readonly #closing = new AsyncDisposableStack();
  readonly db: Database;
  readonly directory: Directory;
  id = '';
  thumbprint = '';

  constructor(db: Database) {
    this.db = db;
    this.directory = directoryOf({ db, clock: this.clock, keys: new KeyRing(db) });
  }

  static async open(): Promise<MailTenant> {
    const file = await testDatabase();
    const db = await openStore<DirectoryTables>({ file, name: 'idp', migrations });
    const tenant = new MailTenant(db);
    tenant.#closing.defer(() => db.destroy());
    const { directory } = tenant;
    await directory.createTenant({ id: tenantId, displayName: 'Contoso', domain: 'contoso.com' });
    const added = await directory.addApplication({ tenantId, displayName: 'Peakon' });
    tenant.id = added.servicePrincipalId;
    tenant.thumbprint = (await tenant.add(1_000)).thumbprint;
    await directory.chooseSaml(tenant.id, notify);
    return tenant;
  }

  readonly clock = () => new Date(this.now);

  /** A certificate that expires so many days after the tenant began. */
  add(days: number) {
    const endDateTime = new Date(began + days * DAY);
    return this.directory.addTokenSigningCertificate(this.id, { endDateTime });
  }

  mailer(options: Partial<MailerOptions> = {}): Mailer {
    const { db, clock } = this;
    const publicUrl = () => 'http://localhost:4100';
    const onError = (error: unknown) => expect.unreachable(String(error));
    const mailer = new Mailer({ ...{ db, clock, publicUrl, onError }, ...options });
    mailer.start();
    this.#closing.defer(() => mailer.stop());
    return mailer;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#closing.disposeAsync();
  }

  /** Sets the clock. @param day from the day on which it began */
  at(day: number): void {
    this.now = began + day * DAY;
  }
}

/** Waits for a state that comes by itself, however busy the machine is. */
export const until = (holds: () => Promise<void>) =>
  vi.waitFor(holds, { timeout: 30_000, interval: 20 });
