import { readTypes, refuseTogether, requireTypes } from '../../../input/argument-types.ts';
import { type Fault, refuseFaults } from '../../../input/invalid-input.ts';
import { required } from '../../../input/not-found.ts';
import { idsOf } from '../../../store/ids.ts';
import { noteHolders } from '../provisioning/changes.ts';
import { requireTag, tagOf } from '../stale-version.ts';
import type { AppRoleRow, Database } from '../tables.ts';
import { type AppRoleProperties, appRolePropertiesOf, appRolesOf } from './app-roles.ts';
import { type ApplicationEdit, changeApplication } from './change-application.ts';

/** Some of the properties of a role. */
export type SomeAppRoleProperties = {
  [Name in keyof AppRoleProperties]?: AppRoleProperties[Name] | undefined;
};

/** Tag of a role for the form that edits it; see `stale-version.ts`. */
export const appRoleTag = (role: AppRoleRow | undefined): string =>
  tagOf(role ? appRolePropertiesOf(role) : null);

/**
 * Creates a role, or changes the properties of one that are given.
 *
 * @param id `undefined` creates a role: for users and groups, enabled, described by its name
 * @returns its id
 * @throws {InvalidInput} when a property breaks a rule, or another role has the value
 * @throws {NotFound} when the application or the role does not exist
 * @throws {StaleVersion} when another user saved the role first
 */
export async function saveAppRole(
  db: Database,
  { tag, ...edit }: ApplicationEdit,
  id: string | undefined,
  given: SomeAppRoleProperties,
): Promise<{ id: string }> {
  requireTypes({ id }, { id: 'string?' });
  const { sound, faults } = readTypes(given, {
    displayName: 'string?',
    description: 'string?',
    value: 'string?',
    allowedMemberTypes: 'string[]?',
    isEnabled: 'boolean?',
  });
  const roleId = id ?? idsOf(db).uuid('appRole');
  await changeApplication(db, edit, nothing, async (tx, { servicePrincipal }) => {
    const stored = await appRolesOf(tx, servicePrincipal.id);
    const role = stored.find((one) => one.id === id);
    if (id !== undefined) required(role, 'app role', id);
    requireTag(role ? appRolePropertiesOf(role) : null, tag);
    const properties: AppRoleProperties = {
      ...(role ? appRolePropertiesOf(role) : newRole(sound.displayName)),
      ...sound,
    };
    const others = stored.filter((one) => one !== role);
    refuseTogether(faults, appRoleFaults(properties, others));
    const position = Math.max(-1, ...stored.map((one) => one.position)) + 1;
    const row = { id: roleId, servicePrincipalId: servicePrincipal.id, position };
    await (role
      ? tx.updateTable('appRole').set(columnsOf(properties)).where('id', '=', role.id).execute()
      : tx
          .insertInto('appRole')
          .values({ ...row, ...columnsOf(properties) })
          .execute());
    const { displayName, value } = columnsOf(properties);
    if (role && (role.displayName !== displayName || role.value !== value))
      await noteHolders(tx, servicePrincipal.id, role.id);
    return {};
  });
  return { id: roleId };
}

/**
 * Deletes a role that was disabled before (enterprise-app-role-management.md), and the assignments in this role; that Entra removes those too is
 * assumed.
 *
 * @throws {InvalidInput} `enabled` when it is not disabled
 * @throws {NotFound} when the application or the role does not exist
 * @throws {StaleVersion} when another user saved the role first
 */
export async function deleteAppRole(
  db: Database,
  { tag, ...edit }: ApplicationEdit,
  id: string,
): Promise<void> {
  requireTypes({ id }, { id: 'string' });
  await changeApplication(db, edit, nothing, async (tx, { servicePrincipal }) => {
    const stored = await appRolesOf(tx, servicePrincipal.id);
    const role = required(
      stored.find((one) => one.id === id),
      'app role',
      id,
    );
    requireTag(appRolePropertiesOf(role), tag);
    refuseFaults([
      role.isEnabled === 1
        ? {
            property: 'isEnabled',
            code: 'enabled',
            message: `Disable the role ${role.displayName} before you delete it.`,
          }
        : undefined,
    ]);
    await tx.deleteFrom('appRole').where('id', '=', id).execute();
    await tx
      .deleteFrom('appRoleAssignment')
      .where('resourceId', '=', servicePrincipal.id)
      .where('appRoleId', '=', id)
      .execute();
    return {};
  });
}

/** The tag is that of the role, which is read in the same transaction. */
const nothing = () => null;

/** Without a name, which is a fault, the description is not missing as well. */
const newRole = (displayName = ''): AppRoleProperties => ({
  displayName,
  description: displayName || 'Role',
  value: '',
  allowedMemberTypes: ['User'],
  isEnabled: true,
});

const columnsOf = (role: AppRoleProperties) => ({
  displayName: role.displayName,
  description: role.description,
  value: role.value || null,
  allowedMemberTypes: JSON.stringify(role.allowedMemberTypes),
  isEnabled: Number(role.isEnabled),
});

const memberTypes: readonly string[] = ['User', 'Application'];

/** The rules of Microsoft Graph, resource type appRole; the lengths of name and description are assumed. */
function appRoleFaults(
  { displayName, description, value, allowedMemberTypes }: AppRoleProperties,
  others: readonly AppRoleRow[],
): (Fault | undefined)[] {
  const fault = (property: keyof AppRoleProperties, code: string, message: string): Fault => ({
    property,
    code,
    message,
  });
  const same = value === '' ? undefined : others.find((other) => other.value === value);
  return [
    displayName === ''
      ? fault('displayName', 'required', 'Enter a display name.')
      : displayName.length > 100
        ? fault('displayName', 'too_long', 'A display name has at most 100 characters.')
        : undefined,
    description === ''
      ? fault('description', 'required', 'Enter a description.')
      : description.length > 1000
        ? fault('description', 'too_long', 'A description has at most 1,000 characters.')
        : undefined,
    value.length > 120
      ? fault('value', 'too_long', 'A value has at most 120 characters.')
      : /[^!#-[\]-~]/.test(value)
        ? fault(
            'value',
            'character',
            'A value has ASCII letters, digits and signs, without spaces, " and \\.',
          )
        : same
          ? fault('value', 'taken', `The role ${same.displayName} has the value ${value}.`)
          : undefined,
    allowedMemberTypes.length === 0 ||
    allowedMemberTypes.some((type) => !memberTypes.includes(type))
      ? fault('allowedMemberTypes', 'member_type', 'Choose User, Application or both.')
      : undefined,
  ];
}
