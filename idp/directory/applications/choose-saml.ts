import { requireTypes } from '../../../input/argument-types.ts';
import { type Fault, refuseFaults } from '../../../input/invalid-input.ts';
import type { Database } from '../tables.ts';
import type { ApplicationDetails } from './application-details.ts';
import { type ApplicationEdit, changeApplication } from './change-application.ts';
import { addTokenSigningCertificate } from './signing-certificates.ts';

/**
 * "Select a single sign-on method" > SAML: makes a self-signed certificate unless one is active (entra-admin.md 1.7), and notes
 * who gets an e-mail before it expires.
 *
 * @param notify e-mail address; ignored when addresses are noted already
 * @returns whether SAML had not been chosen before.
 * @throws {InvalidInput} when `notify` is malformed
 * @throws {NotFound} when the application does not exist
 */
export async function chooseSaml(
  db: Database,
  edit: ApplicationEdit,
  notify: string,
  now: Date,
): Promise<boolean> {
  requireTypes({ notify }, { notify: 'string' });
  refuseFaults([notifyFault(notify)]);
  const { servicePrincipal: before } = await changeApplication(db, edit, nothing, (_tx, app) => ({
    preferredSingleSignOnMode: 'saml',
    ...(app.notificationEmailAddresses.length === 0 && {
      notificationEmailAddresses: JSON.stringify([notify]),
    }),
  }));
  if (before.preferredTokenSigningKeyThumbprint === null)
    await addTokenSigningCertificate(db, edit, {}, now);
  return before.preferredSingleSignOnMode !== 'saml';
}

/** As loose as the rules of a user's `mail`: the pages give the administrator's. */
function notifyFault(notify: string): Fault | undefined {
  if (notify.length <= 254 && /^[^\s@<>"]+@[^\s@<>"]+$/.test(notify)) return undefined;
  return { property: 'notify', code: 'malformed', message: 'notify must be an e-mail address.' };
}

/**
 * "Disabled": the settings and certificates stay, for when SAML is chosen again.
 *
 * @returns the application before the change.
 * @throws {NotFound} when the application does not exist
 */
export const disableSingleSignOn = (
  db: Database,
  edit: ApplicationEdit,
): Promise<ApplicationDetails> =>
  changeApplication(db, edit, nothing, () => ({ preferredSingleSignOnMode: null }));

/** The choice shows no values that another user could have changed. */
const nothing = () => ({});
