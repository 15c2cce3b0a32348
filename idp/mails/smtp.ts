import type { Mail } from '../directory/mails/mails.ts';

/** The server that mails go to. */
export interface SmtpOptions {
  /** `smtp://` or `smtps://`, with user name and password if the server asks for them. */
  readonly url: string;
  /** Address in the From header and of the envelope. Default: `samlab@localhost`, since a server may refuse Microsoft's. */
  readonly from?: string | undefined;
}

/** What the server did with a mail. */
export type SmtpAnswer =
  | { readonly taken: true; readonly problem?: string }
  | { readonly taken: false; readonly problem: string; readonly again: boolean };

/** Longest wait for each step, in ms: a server that does not answer must not keep a mail forever. */
const TIMEOUT = 10_000;

/** Gives a mail to the SMTP server. @param signal ends the wait for it */
export async function sendBySmtp(
  { url, from = 'samlab@localhost' }: SmtpOptions,
  mail: Mail,
  signal: AbortSignal,
): Promise<SmtpAnswer> {
  const { createTransport } = await import('nodemailer');
  const timeouts = { connectionTimeout: TIMEOUT, greetingTimeout: TIMEOUT, socketTimeout: TIMEOUT };
  const transport = createTransport({ url, ...timeouts, disableFileAccess: true });
  const closed = Promise.withResolvers<never>();
  const stop = () => closed.reject(new Error('The lab was stopped.'));
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  try {
    const sent = transport.sendMail({
      from: { name: 'samlab, a mock of Microsoft Entra ID', address: from },
      to: [...mail.to],
      subject: mail.subject,
      text: mail.text,
      date: new Date(mail.sentDateTime),
      messageId: `<${mail.id}@samlab.invalid>`,
    });
    const { rejected } = await Promise.race([sent, closed.promise]);
    return rejected.length === 0
      ? { taken: true }
      : { taken: true, problem: `The SMTP server refused ${rejected.map(addressOf).join(', ')}.` };
  } catch (error) {
    return refusal(error, url);
  } finally {
    signal.removeEventListener('abort', stop);
    transport.close();
  }
}

const addressOf = (address: string | { address: string }) =>
  typeof address === 'string' ? address : address.address;

/** As nodemailer throws it; see its `errors`. */
interface SmtpError extends Error {
  readonly code?: string;
  readonly responseCode?: number;
  readonly response?: string;
}

/** A reply of 500 or more is final (RFC 5321 4.2.1); everything else may pass. Never with the password of the URL. */
function refusal(error: unknown, url: string): Extract<SmtpAnswer, { taken: false }> {
  const { host } = new URL(url);
  const { code = '', responseCode = 0, response, message } = error as SmtpError;
  const reply = response === undefined ? message : `it answers "${response.slice(0, 200)}"`;
  const again = responseCode < 500 && code !== 'EAUTH';
  return { taken: false, problem: `The SMTP server ${host} did not take it: ${reply}.`, again };
}
