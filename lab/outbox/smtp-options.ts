import type { SmtpOptions } from '../../idp/index.ts';

/** What is wrong with how mails are sent, by the member of `SmtpOptions`; the sentences go on from "must be". */
export function smtpFaults(smtp: unknown): { option: keyof SmtpOptions; words: string }[] {
  const { url, from } = (smtp ?? {}) as Record<string, unknown>;
  const faults: { option: keyof SmtpOptions; words: string }[] = [];
  if (!isSmtpUrl(url)) faults.push({ option: 'url', words: SMTP_URL_WORDS });
  if (from !== undefined && !isAddress(from))
    faults.push({ option: 'from', words: 'an e-mail address, such as samlab@example.com' });
  return faults;
}

/** Without the value in the message: it may have a password. */
export const SMTP_URL_WORDS =
  'the URL of an SMTP server, smtp://host:port or smtps://user:password@host:port';

/** Whether a text is the URL of an SMTP server, and nothing that nodemailer would read as a file or another service. */
export function isSmtpUrl(value: unknown): value is string {
  const url = typeof value === 'string' ? URL.parse(value) : null;
  return url !== null && /^smtps?:$/.test(url.protocol) && url.hostname !== '';
}

const isAddress = (value: unknown) =>
  typeof value === 'string' && value.length <= 254 && /^[^\s@<>"]+@[^\s@<>"]+$/.test(value);

/** The URL without user name and password, which are nobody's business. */
export function shownSmtp({ url }: SmtpOptions): string {
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
}
