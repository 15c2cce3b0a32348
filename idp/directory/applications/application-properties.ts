import { requireTypes } from '../../../input/argument-types.ts';
import { type Fault, refuseFaults } from '../../../input/invalid-input.ts';
import type { Database } from '../tables.ts';
import type { ApplicationDetails } from './application-details.ts';
import { type ApplicationEdit, changeApplication } from './change-application.ts';

/** Manage > Properties (entra-admin.md 1.4). */
export interface ApplicationProperties {
  displayName: string;
  /** "Enabled for users to sign-in?" */
  accountEnabled: boolean;
  /** "Assignment required?" */
  appRoleAssignmentRequired: boolean;
  /** "Visible to users?" */
  visible: boolean;
  notes: string;
}

const MAX_NAME = 120;
const MAX_NOTES = 1024;

export const propertiesOf = ({ servicePrincipal: sp }: ApplicationDetails) =>
  ({
    displayName: sp.displayName,
    accountEnabled: sp.accountEnabled === 1,
    appRoleAssignmentRequired: sp.appRoleAssignmentRequired === 1,
    visible: sp.visible === 1,
    notes: sp.notes ?? '',
  }) satisfies ApplicationProperties;

/** Properties to be changed; the others stay. */
export type PropertyChanges = {
  [Name in keyof ApplicationProperties]?: ApplicationProperties[Name] | undefined;
};

/**
 * Sets the properties that are given and leaves the others.
 *
 * @returns the application before the change.
 * @throws {InvalidInput} when the name is empty or too long, or the notes are too long
 * @throws {NotFound} when the application does not exist
 * @throws {StaleVersion} when another user saved the properties first
 */
export async function setProperties(
  db: Database,
  edit: ApplicationEdit,
  changes: PropertyChanges,
): Promise<ApplicationDetails> {
  requireTypes(changes, {
    displayName: 'string?',
    accountEnabled: 'boolean?',
    appRoleAssignmentRequired: 'boolean?',
    visible: 'boolean?',
    notes: 'string?',
  });
  return changeApplication(db, edit, propertiesOf, async (tx, app) => {
    const before = propertiesOf(app);
    const {
      displayName = before.displayName,
      accountEnabled = before.accountEnabled,
      appRoleAssignmentRequired = before.appRoleAssignmentRequired,
      visible = before.visible,
      notes = before.notes,
    } = changes;
    refuseFaults([nameFault(displayName), notesFault(notes)]);
    await tx
      .updateTable('application')
      .set({ displayName })
      .where('id', '=', app.servicePrincipal.applicationId)
      .execute();
    return {
      displayName,
      accountEnabled: accountEnabled ? 1 : 0,
      appRoleAssignmentRequired: appRoleAssignmentRequired ? 1 : 0,
      visible: visible ? 1 : 0,
      notes: notes || null,
    };
  });
}

/** The name of an application in this tenant and in My Apps. */
export function nameFault(displayName: string): Fault | undefined {
  const property = 'displayName';
  if (displayName.trim() === '')
    return { property, code: 'required', message: 'Enter a name for the application.' };
  if (displayName.length > MAX_NAME)
    return { property, code: 'too_long', message: `A name has at most ${MAX_NAME} characters.` };
  return undefined;
}

const notesFault = (notes: string): Fault | undefined =>
  notes.length > MAX_NOTES
    ? {
        property: 'notes',
        code: 'too_long',
        message: `Notes have at most 1,024 characters; these have ${notes.length}.`,
      }
    : undefined;
