import { emailAddress } from '../../input/email-address.ts';
import type { Fault } from '../../input/invalid-input.ts';
import { caseKey } from '../../store/case-key.ts';

/** What is wrong with the property `email`; surrounding spaces do not count. */
export function emailFault(text: string): Fault | undefined {
  const email = text.trim();
  if (email === '')
    return { property: 'email', code: 'required', message: 'Enter the e-mail address.' };
  if (!emailAddress.test(email))
    return {
      property: 'email',
      code: 'malformed',
      message: 'This is not an e-mail address. It looks like name@contoso.com.',
    };
  return undefined;
}

/**
 * The form in which addresses are compared: case of ASCII letters aside, exactly, or one person could sign in as another. The local part is case-sensitive in theory (RFC 5321 2.4); no mail system that
 * people sign in with makes use of it, and Entra does not keep the case that was typed.
 */
export function emailKey(email: string): string {
  return caseKey(email);
}

/** The part after the last `@`, lower case; empty without an `@`. */
export function mailDomain(email: string): string {
  const at = email.lastIndexOf('@');
  return at < 0 ? '' : caseKey(email.slice(at + 1));
}
