import { requireTypes } from '../../../input/argument-types.ts';
import { type Fault, refuseFaults } from '../../../input/invalid-input.ts';
import { required } from '../../../input/not-found.ts';
import type { Database } from '../tables.ts';
import type { ApplicationDetails } from './application-details.ts';
import { type ApplicationEdit, changeApplication } from './change-application.ts';

/** A property that an application adds to users: Graph's extensionProperty with the data type String and the target User. */
export interface ExtensionProperty {
  /** `extension_{appId without hyphens}_{name}`. */
  name: string;
  /** Whether a user can have several values. */
  isMultiValued: boolean;
}

/** A property to be added; the name is the last part only, as Graph takes it. */
export interface NewExtensionProperty {
  name: string;
  /** Default: no. */
  isMultiValued?: boolean | undefined;
}

/** Graph allows 100 extension values for each object (resource type extensionProperty). */
const MAX_PROPERTIES = 100;

export const extensionPropertiesOf = ({
  servicePrincipal,
}: Pick<ApplicationDetails, 'servicePrincipal'>): readonly ExtensionProperty[] =>
  JSON.parse(servicePrincipal.extensionProperties) as ExtensionProperty[];

/** What the property is called on users. @param name the last part */
export const extensionName = (appId: string, name: string): string =>
  `extension_${appId.replaceAll('-', '')}_${name}`;

/**
 * Adds a property to users.
 *
 * @returns the application before the change
 * @throws {InvalidInput} when the name is empty, malformed or taken, or the application has 100 already
 * @throws {NotFound} when the application does not exist
 * @throws {StaleVersion} when another user changed the properties first
 */
export async function addExtensionProperty(
  db: Database,
  edit: ApplicationEdit,
  property: NewExtensionProperty,
): Promise<ApplicationDetails> {
  requireTypes(property, { name: 'string', isMultiValued: 'boolean?' });
  return changeApplication(db, edit, extensionPropertiesOf, (_tx, app) => {
    const before = extensionPropertiesOf(app);
    const name = extensionName(app.servicePrincipal.appId, property.name);
    refuseFaults([nameFault(property.name, name, before)]);
    const added = { name, isMultiValued: property.isMultiValued ?? false };
    return { extensionProperties: JSON.stringify([...before, added]) };
  });
}

/**
 * Removes a property. Values that users have stay stored, and no claim sends them, as in Graph.
 *
 * @param name the whole name
 * @returns the application before the change
 * @throws {NotFound} when the application, or its property, does not exist
 * @throws {StaleVersion} when another user changed the properties first
 */
export async function removeExtensionProperty(
  db: Database,
  edit: ApplicationEdit,
  name: string,
): Promise<ApplicationDetails> {
  requireTypes({ name }, { name: 'string' });
  return changeApplication(db, edit, extensionPropertiesOf, (_tx, app) => {
    const before = extensionPropertiesOf(app);
    required(
      before.find((one) => one.name === name),
      'extension property',
      name,
    );
    return { extensionProperties: JSON.stringify(before.filter((one) => one.name !== name)) };
  });
}

function nameFault(
  given: string,
  name: string,
  others: readonly ExtensionProperty[],
): Fault | undefined {
  const fault = (code: string, message: string) => ({ property: 'name', code, message });
  if (given === '') return fault('required', 'Enter a name for the directory extension.');
  if (!/^[A-Za-z]\w{0,119}$/.test(given))
    return fault(
      'malformed',
      'A directory extension is called by a letter and up to 119 letters, digits and _.',
    );
  if (others.some((one) => one.name === name)) return fault('taken', `${name} already exists.`);
  if (others.length >= MAX_PROPERTIES)
    return fault('too_many', `An application has at most ${MAX_PROPERTIES} directory extensions.`);
  return undefined;
}

/** All that the applications of a tenant add to users, by name. */
export async function extensionPropertiesIn(
  db: Database,
  tenantId: string,
): Promise<readonly ExtensionProperty[]> {
  const rows = await db
    .selectFrom('servicePrincipal')
    .select('extensionProperties')
    .where('tenantId', '=', tenantId)
    .where('extensionProperties', '!=', '[]')
    .execute();
  return rows
    .flatMap((row) => JSON.parse(row.extensionProperties) as ExtensionProperty[])
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** The sentence about a directory extension that no application of the tenant has registered. */
export const unknownExtension = (property: string, name: string): Fault => ({
  property,
  code: 'unknown_extension',
  message: `No application of this tenant has the directory extension ${name.slice(0, 200)}: add it under Attributes & Claims of the application first.`,
});
