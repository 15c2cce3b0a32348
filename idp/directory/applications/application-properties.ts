import { type Fault, refuseFaults } from '../invalid-input.ts';
import type { Database } from '../tables.ts';
import type { ApplicationDetails } from './application-details.ts';
import { type ApplicationEdit, changeApplication } from './change-application.ts';

/** Manage > Properties (entra-admin.md 1.4). */
export interface PropertiesForm {
  displayName: string;
  accountEnabled: boolean;
  appRoleAssignmentRequired: boolean;
  visible: boolean;
  notes: string;
}

const MAX_NAME = 120;
const MAX_NOTES = 1024;

export const propertiesOf = ({ servicePrincipal: sp }: ApplicationDetails): PropertiesForm => ({
  displayName: sp.displayName,
  accountEnabled: sp.accountEnabled === 1,
  appRoleAssignmentRequired: sp.appRoleAssignmentRequired === 1,
  visible: sp.visible === 1,
  notes: sp.notes ?? '',
});

/** @throws {InvalidInput} {StaleVersion} */
export async function saveProperties(
  db: Database,
  edit: ApplicationEdit,
  form: PropertiesForm,
): Promise<ApplicationDetails> {
  refuseFaults([
    nameFault(form.displayName),
    form.notes.length > MAX_NOTES
      ? {
          property: 'notes',
          code: 'too_long',
          message: `Notes have at most 1,024 characters; these have ${form.notes.length}.`,
        }
      : undefined,
  ]);
  return changeApplication(db, edit, propertiesOf, async (tx, app) => {
    await tx
      .updateTable('application')
      .set({ displayName: form.displayName })
      .where('id', '=', app.servicePrincipal.applicationId)
      .execute();
    return {
      displayName: form.displayName,
      accountEnabled: form.accountEnabled ? 1 : 0,
      appRoleAssignmentRequired: form.appRoleAssignmentRequired ? 1 : 0,
      visible: form.visible ? 1 : 0,
      notes: form.notes || null,
    };
  });
}

/** The name under which it stands in My Apps. */
export function nameFault(displayName: string, property = 'displayName'): Fault | undefined {
  if (displayName.trim() === '')
    return { property, code: 'required', message: 'Enter a name for the application.' };
  if (displayName.length > MAX_NAME)
    return { property, code: 'too_long', message: `A name has at most ${MAX_NAME} characters.` };
  return undefined;
}

/**
 * Deletes an application with everything that belongs to it: assignments, owners, certificates, its registration.
 *
 * @returns whether there was one.
 */
export async function deleteApplication(
  db: Database,
  tenantId: string,
  servicePrincipalId: string,
): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const found = await tx
      .deleteFrom('servicePrincipal')
      .where('id', '=', servicePrincipalId)
      .where('tenantId', '=', tenantId)
      .returning('applicationId')
      .executeTakeFirst();
    if (!found) return false;
    await tx.deleteFrom('keyCredential').where('ownerId', '=', servicePrincipalId).execute();
    await tx.deleteFrom('application').where('id', '=', found.applicationId).execute();
    return true;
  });
}
