import { AdministrationError } from './errors.ts';

/** RFC 5321 4.5.3.1: 64 before the @, 254 in all. Deliberately plain: no quotes, no comments. */
const ADDRESS = /^[^\s@"<>()[\]\\,;:\p{Cc}]{1,64}@[^\s@"<>()[\]\\,;:\p{Cc}]+$/u;

/**
 * An e-mail address as typed, without surrounding blanks.
 *
 * @throws {AdministrationError} `bad_email`
 */
export function readEmailAddress(text: string): string {
  const email = text.trim();
  if (email.length > 254 || !ADDRESS.test(email)) throw new AdministrationError('bad_email');
  return email;
}

/**
 * The form in which addresses are compared. The local part is case-sensitive in theory (RFC 5321 2.4); no mail system that
 * people sign in with makes use of it, and Entra does not keep the case that was typed.
 */
export function emailKey(email: string): string {
  return email.toLowerCase();
}

/** The part after the last `@`, lower case; empty when there is none. */
export function mailDomain(email: string): string {
  const at = email.lastIndexOf('@');
  return at < 0 ? '' : email.slice(at + 1).toLowerCase();
}
