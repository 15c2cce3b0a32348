import type { SigningAlgorithm, SigningOption } from '../../response/sign.ts';
import { type Fault, refuseFaults } from '../invalid-input.ts';
import type { Database } from '../tables.ts';
import type { ApplicationDetails } from './application-details.ts';
import { type ApplicationEdit, changeApplication } from './change-application.ts';

/** What is signed, and how (entra-saml.md 2.3). */
export interface SigningSettings {
  signingOption: SigningOption;
  signingAlgorithm: SigningAlgorithm;
}

export const signingOptions: Readonly<Record<SigningOption, string>> = {
  assertion: 'Sign SAML assertion',
  response: 'Sign SAML response',
  both: 'Sign SAML response and assertion',
};

export const signingAlgorithms: Readonly<Record<SigningAlgorithm, string>> = {
  sha256: 'SHA-256',
  sha1: 'SHA-1',
};

const isOneOf = <Key extends string>(table: Readonly<Record<Key, string>>, key: string) =>
  Object.hasOwn(table, key) ? (key as Key) : undefined;

export const signingOptionOf = (key: string): SigningOption =>
  isOneOf(signingOptions, key) ?? 'assertion';
export const signingAlgorithmOf = (key: string): SigningAlgorithm =>
  isOneOf(signingAlgorithms, key) ?? 'sha256';

export const signingSettingsOf = ({ servicePrincipal }: ApplicationDetails): SigningSettings => ({
  signingOption: signingOptionOf(servicePrincipal.signingOption),
  signingAlgorithm: signingAlgorithmOf(servicePrincipal.signingAlgorithm),
});

/** @throws {StaleVersion} */
export const saveSigningSettings = (
  db: Database,
  edit: ApplicationEdit,
  settings: SigningSettings,
): Promise<ApplicationDetails> =>
  changeApplication(db, edit, signingSettingsOf, () => ({ ...settings }));

/** Who is told 60, 30 and 7 days before the active certificate expires. */
export interface NotificationEmails {
  emails: readonly string[];
}

export const notificationEmailsOf = (app: ApplicationDetails): NotificationEmails => ({
  emails: app.notificationEmailAddresses,
});

export const MAX_NOTIFICATION_EMAILS = 5;

/** @throws {InvalidInput} on `emails.0` and so on; {StaleVersion} */
export async function saveNotificationEmails(
  db: Database,
  edit: ApplicationEdit,
  { emails }: NotificationEmails,
): Promise<ApplicationDetails> {
  refuseFaults(emails.map((email, position) => emailFault(email, position)));
  return changeApplication(db, edit, notificationEmailsOf, () => ({
    notificationEmailAddresses: JSON.stringify(emails),
  }));
}

function emailFault(email: string, position: number): Fault | undefined {
  const property = `emails.${position}`;
  if (position >= MAX_NOTIFICATION_EMAILS)
    return {
      property,
      code: 'too_many',
      message: 'There are at most 5 notification e-mail addresses.',
    };
  // RFC 5321 4.5.3.1.3: longer is none, and the pattern takes time with the square of the length.
  if (email.length <= 254 && /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/.test(email)) return undefined;
  return { property, code: 'malformed', message: `"${email}" is not an e-mail address.` };
}
