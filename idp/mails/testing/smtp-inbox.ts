import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** What an SMTP server got. */
interface Received {
  readonly from: string;
  readonly to: readonly string[];
  /** Headers and text, with the line breaks of quoted-printable undone (RFC 2045 6.7). */
  readonly message: string;
}

/** An SMTP server, the `smtp-server` of npm, on a free port. */
export class SmtpInbox implements AsyncDisposable {
  readonly received: Received[] = [];
  /** What it answers instead of taking a mail, such as 451 or 550. */
  refuse: { code: number; text: string } | undefined;
  /** How many mails it was offered. */
  offered = 0;
  readonly #server: SMTPServer;

  private constructor(options: SMTPServerOptions) {
    this.#server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      ...options,
      onData: (stream, session, done) => {
        void text(stream).then((message) => {
          this.offered += 1;
          const { mailFrom, rcptTo } = session.envelope;
          if (this.refuse) {
            done(Object.assign(new Error(this.refuse.text), { responseCode: this.refuse.code }));
            return;
          }
          const from = mailFrom === false ? '' : mailFrom.address;
          this.received.push({
            from,
            to: rcptTo.map(({ address }) => address),
            message: message.replaceAll('=\r\n', ''),
          });
          done();
        });
      },
    });
    this.#server.on('error', () => {}); // of connections that end early
  }

  static async listen(options: SMTPServerOptions = {}): Promise<SmtpInbox> {
    const inbox = new SmtpInbox(options);
    const listening = Promise.withResolvers<void>();
    inbox.#server.listen(0, '127.0.0.1', listening.resolve);
    await listening.promise;
    return inbox;
  }

  get port(): number {
    return (this.#server.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = Promise.withResolvers<void>();
    this.#server.close(() => closed.resolve());
    await closed.promise;
  }
}
