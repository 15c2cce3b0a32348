import type { Clock } from '../../store/clock.ts';
import { isPostgres } from '../../store/kind.ts';
import { unlessAnotherReplica } from '../../store/one-replica.ts';
import { writeExpiryNotices } from '../directory/mails/expiry-notices.ts';
import { listMails, type Mail } from '../directory/mails/mails.ts';
import { nextWaiting, noteAnswer } from '../directory/mails/waiting-mails.ts';
import type { Database } from '../directory/tables.ts';
import { expiryNoticeText } from './expiry-notice-text.ts';
import { type SmtpOptions, sendBySmtp } from './smtp.ts';

export interface MailerOptions {
  readonly db: Database;
  readonly clock: Clock;
  /** Base of the links in mails, without a trailing slash. */
  readonly publicUrl: () => string;
  /** Default: mails stay in the outbox. */
  readonly smtp?: SmtpOptions | undefined;
  /** Receives what goes wrong beside a call; the next round tries again. */
  readonly onError: (error: unknown) => void;
  /** Between two rounds, in ms. Default: 30 seconds. */
  readonly every?: number | undefined;
}

/** A mail that the server does not take is tried again with each round, so often in all. */
const MAX_ATTEMPTS = 5;

/**
 * Writes the mails of the tenants when they are due, and gives them to an SMTP server if there is one. It looks every half minute, when the clock
 * was moved and when somebody reads the outbox; nothing else waits for it.
 */
export class Mailer {
  readonly #options: MailerOptions;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();
  #delivering: Promise<void> | undefined;
  #stop = new AbortController();
  #paused = true;

  constructor(options: MailerOptions) {
    this.#options = options;
  }

  /** Begins; called once the site answers. */
  start(): void {
    this.#paused = false;
    this.#stop = new AbortController();
    this.#timer = setInterval(() => {
      this.#round().catch(this.#options.onError);
    }, this.#options.every ?? 30_000).unref();
  }

  /** Waits for what is under way, and does nothing until it is started again. A mail that is being delivered is delivered again later. */
  async stop(): Promise<void> {
    this.#paused = true;
    clearInterval(this.#timer);
    this.#stop.abort();
    await Promise.all([this.#writing, this.#delivering]).catch(() => undefined);
  }

  /** The clock was moved: mails may be due. */
  look(): void {
    this.#writeAndDeliver().catch(this.#options.onError);
  }

  /** The outbox with all that is due, the newest first. @param tenantId GUID. Default: of all tenants */
  async outbox(tenantId?: string): Promise<Mail[]> {
    await this.#writeAndDeliver();
    return listMails(this.#options.db, tenantId);
  }

  async #round(): Promise<void> {
    await this.#write();
    await this.#deliver(MAX_ATTEMPTS);
  }

  #write(): Promise<void> {
    const { db, clock, publicUrl, smtp } = this.#options;
    const write = async () => {
      for (let more = !this.#paused; more && !this.#paused; )
        more = await writeExpiryNotices(db, {
          now: clock(),
          delivery: smtp ? 'waiting' : 'kept',
          write: (certificate, days) => expiryNoticeText(certificate, days, publicUrl()),
        });
    };
    // One after the other, so that two callers at once see the same outbox.
    const written = this.#writing.then(write);
    this.#writing = written.catch(() => undefined);
    return written;
  }

  /** Writes what is due, and begins to deliver what was not tried yet, for which nobody waits. */
  async #writeAndDeliver(): Promise<void> {
    await this.#write();
    this.#deliver(1).catch(this.#options.onError);
  }

  /** @param attempts mails that were tried as often are left to the next round */
  async #deliver(attempts: number): Promise<void> {
    const { db, smtp } = this.#options;
    if (!smtp || this.#paused || this.#delivering) return this.#delivering;
    const work = () => this.#deliverAll(smtp, attempts);
    this.#delivering = isPostgres(db) ? unlessAnotherReplica(db, work, 'samlab mails') : work();
    try {
      await this.#delivering;
    } finally {
      this.#delivering = undefined;
    }
  }

  async #deliverAll(smtp: SmtpOptions, attempts: number): Promise<void> {
    const { db } = this.#options;
    const { signal } = this.#stop;
    const tried = new Set<string>();
    for (;;) {
      const next = await nextWaiting(db, { below: attempts, except: tried });
      if (!next || signal.aborted) return;
      tried.add(next.mail.id);
      const answer = await sendBySmtp(smtp, next.mail, signal);
      if (signal.aborted) return;
      const again = !answer.taken && answer.again && next.attempts + 1 < MAX_ATTEMPTS;
      await noteAnswer(db, next.mail.id, {
        delivery: answer.taken ? 'delivered' : again ? 'waiting' : 'failed',
        problem: answer.problem,
      });
    }
  }
}
