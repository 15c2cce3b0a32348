import { requireTypes } from '../../../input/argument-types.ts';
import { emailAddress } from '../../../input/email-address.ts';
import { type Fault, refuseFaults } from '../../../input/invalid-input.ts';
import type { SigningAlgorithm, SigningOption } from '../../response/sign.ts';
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

export const signingSettingsOf = ({ servicePrincipal }: ApplicationDetails) => ({
  signingOption: servicePrincipal.signingOption,
  signingAlgorithm: servicePrincipal.signingAlgorithm,
});

/**
 * Sets the signing option and the algorithm; an absent one stays.
 *
 * @param changes the keys of `signingOptions` and `signingAlgorithms`
 * @returns the application before the change.
 * @throws {InvalidInput} when the option or the algorithm is unknown
 * @throws {NotFound} when the application does not exist
 * @throws {StaleVersion} when another user saved the section first
 */
export async function setSigning(
  db: Database,
  edit: ApplicationEdit,
  changes: { [Name in keyof SigningSettings]?: string | undefined },
): Promise<ApplicationDetails> {
  requireTypes(changes, { signingOption: 'string?', signingAlgorithm: 'string?' });
  refuseFaults([
    unknownFault('signingOption', changes.signingOption, signingOptions),
    unknownFault('signingAlgorithm', changes.signingAlgorithm, signingAlgorithms),
  ]);
  return changeApplication(db, edit, signingSettingsOf, (_tx, app) => {
    const before = signingSettingsOf(app);
    return {
      signingOption: changes.signingOption ?? before.signingOption,
      signingAlgorithm: changes.signingAlgorithm ?? before.signingAlgorithm,
    };
  });
}

function unknownFault(
  property: string,
  value: string | undefined,
  table: Readonly<Record<string, string>>,
): Fault | undefined {
  if (value === undefined || Object.hasOwn(table, value)) return undefined;
  const message = `${property} is one of ${Object.keys(table).join(', ')}, not "${value}".`;
  return { property, code: 'unknown', message };
}

/** Who gets an e-mail 60, 30 and 7 days before the active certificate expires. */
export interface NotificationEmails {
  notificationEmailAddresses: readonly string[];
}

export const notificationEmailsOf = (app: ApplicationDetails): NotificationEmails => ({
  notificationEmailAddresses: app.notificationEmailAddresses,
});

export const MAX_NOTIFICATION_EMAILS = 5;

/**
 * Replaces the notification e-mail addresses.
 *
 * @returns the application before the change.
 * @throws {InvalidInput} on `notificationEmailAddresses.0` and so on, for a malformed address, one that is there twice, and the sixth
 * @throws {NotFound} when the application does not exist
 * @throws {StaleVersion} when another user saved the addresses first
 */
export async function setNotificationEmails(
  db: Database,
  edit: ApplicationEdit,
  values: NotificationEmails,
): Promise<ApplicationDetails> {
  requireTypes(values, { notificationEmailAddresses: 'string[]' });
  const { notificationEmailAddresses: emails } = values;
  refuseFaults(
    emails.map((email, position) => emailFault(email, position) ?? twice(emails, position)),
  );
  return changeApplication(db, edit, notificationEmailsOf, () => ({
    notificationEmailAddresses: JSON.stringify(emails),
  }));
}

/** One person gets one mail: the domain of an address is without case (RFC 5321 2.4), and hardly any server tells cases of the rest apart. */
function twice(emails: readonly string[], position: number): Fault | undefined {
  const same = (email: string) => email.toLowerCase() === emails[position]?.toLowerCase();
  if (emails.findIndex(same) === position) return undefined;
  const message = `"${emails[position]}" is in the list already.`;
  return { property: `notificationEmailAddresses.${position}`, code: 'taken', message };
}

function emailFault(email: string, position: number): Fault | undefined {
  const property = `notificationEmailAddresses.${position}`;
  if (position >= MAX_NOTIFICATION_EMAILS)
    return {
      property,
      code: 'too_many',
      message: 'There are at most 5 notification e-mail addresses.',
    };
  if (emailAddress.test(email) && email.includes('.', email.indexOf('@'))) return undefined;
  return { property, code: 'malformed', message: `"${email}" is not an e-mail address.` };
}
