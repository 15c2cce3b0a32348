import type { Database } from '../tables.ts';
import type { ApplicationDetails } from './application-details.ts';
import { type ApplicationEdit, changeApplication } from './change-application.ts';
import { addTokenSigningCertificate } from './key-credentials.ts';

/**
 * "Select a single sign-on method" > SAML: makes a self-signed certificate unless there is one (entra-admin.md 1.7), and
 * notes who is to be told before it expires.
 *
 * @returns whether SAML had not been chosen before.
 */
export async function chooseSaml(
  db: Database,
  edit: ApplicationEdit,
  chosenBy: string,
  now: Date,
): Promise<boolean> {
  const before = await changeApplication(
    db,
    edit,
    () => ({}),
    (_tx, app) => ({
      preferredSingleSignOnMode: 'saml',
      ...(app.notificationEmailAddresses.length === 0 && {
        notificationEmailAddresses: JSON.stringify([chosenBy]),
      }),
    }),
  );
  if (!hasCertificate(before))
    await addTokenSigningCertificate(db, edit.servicePrincipalId, {}, now);
  return before.servicePrincipal.preferredSingleSignOnMode !== 'saml';
}

const hasCertificate = ({ servicePrincipal }: ApplicationDetails) =>
  servicePrincipal.preferredTokenSigningKeyThumbprint !== null;

/** "Disabled": the settings and certificates stay, for when SAML is chosen again. */
export const disableSingleSignOn = (
  db: Database,
  edit: ApplicationEdit,
): Promise<ApplicationDetails> =>
  changeApplication(
    db,
    edit,
    () => ({}),
    () => ({ preferredSingleSignOnMode: null }),
  );
