import type { Transaction } from 'kysely';
import { type Fault, InvalidInput, refuseFaults } from '../invalid-input.ts';
import type { Database, DirectoryTables } from '../tables.ts';
import type { ApplicationDetails } from './application-details.ts';
import { type ApplicationEdit, changeApplication } from './change-application.ts';
import { replaceIdentifiers, samlColumns } from './saml-settings.ts';
import { addressFault } from './web-address.ts';

/** "Basic SAML Configuration" (entra-admin.md 1.7); in both lists the first is the default one. */
export interface BasicSaml {
  identifierUris: readonly string[];
  replyUrls: readonly string[];
  signOnUrl: string;
  relayState: string;
  logoutUrl: string;
}

export const basicSamlLabels: Readonly<Record<keyof BasicSaml, string>> = {
  identifierUris: 'Identifier (Entity ID)',
  replyUrls: 'Reply URL (Assertion Consumer Service URL)',
  signOnUrl: 'Sign on URL',
  relayState: 'Relay State',
  logoutUrl: 'Logout Url',
};

export const basicSamlOf = (app: ApplicationDetails): BasicSaml => ({
  identifierUris: app.identifierUris,
  replyUrls: app.replyUrls,
  signOnUrl: app.servicePrincipal.loginUrl ?? '',
  relayState: app.servicePrincipal.relayState ?? '',
  logoutUrl: app.servicePrincipal.logoutUrl ?? '',
});

/** Whether enough is there to test a sign-in. */
export const isConfigured = ({ identifierUris, replyUrls }: BasicSaml): boolean =>
  identifierUris.length > 0 && replyUrls.length > 0;

const MAX_VALUES = 100;

/**
 * Saves the section. A fault names its property as `identifierUris.0`: list and position.
 *
 * @throws {InvalidInput} {StaleVersion}
 */
export async function saveBasicSaml(
  db: Database,
  edit: ApplicationEdit,
  form: BasicSaml,
): Promise<ApplicationDetails> {
  refuseFaults(basicSamlFaults(form));
  return changeApplication(db, edit, basicSamlOf, async (tx, app) => {
    await requireOwnIdentifiers(tx, edit, form.identifierUris);
    await replaceIdentifiers(tx, app.servicePrincipal, form.identifierUris);
    return samlColumns(form);
  });
}

/** Every broken rule of the form, except whether an Identifier is taken, which only the database knows. */
function basicSamlFaults(form: BasicSaml): Fault[] {
  const { identifierUris, replyUrls, signOnUrl, relayState, logoutUrl } = form;
  return [
    ...listFaults('identifierUris', identifierUris, identifierFault),
    ...listFaults('replyUrls', replyUrls, addressFault),
    optionalFault('signOnUrl', signOnUrl),
    optionalFault('logoutUrl', logoutUrl),
    relayState.length > 2000
      ? fault('relayState', 'too_long', 'has at most 2,000 characters.')
      : undefined,
  ].filter((one) => one !== undefined);
}

type List = 'identifierUris' | 'replyUrls';

function listFaults(
  list: List,
  values: readonly string[],
  rule: (value: string) => string | undefined,
): Fault[] {
  if (values.every((value) => value === ''))
    return [fault(`${list}.0`, 'required', 'is required: enter at least one value.')];
  if (values.length > MAX_VALUES)
    return [fault(`${list}.0`, 'too_many', `has at most ${MAX_VALUES} values.`)];
  return values.flatMap((value, position) => {
    const property = `${list}.${position}`;
    if (values.indexOf(value) < position)
      return [fault(property, 'repeated', 'is in the list already.')];
    const wrong = rule(value);
    return wrong === undefined ? [] : [fault(property, 'malformed', wrong)];
  });
}

function optionalFault(property: 'signOnUrl' | 'logoutUrl', value: string): Fault | undefined {
  const wrong = value === '' ? undefined : addressFault(value);
  return wrong === undefined ? undefined : fault(property, 'malformed', wrong);
}

/** An Identifier is compared letter by letter, and need not be an address (entra-saml.md 1.2, 2.1). */
function identifierFault(value: string): string | undefined {
  if (/\s/.test(value)) return 'contains white space.';
  if (value.length > 255) return 'is longer than 255 characters.';
  if (/^https?:/i.test(value) && !URL.parse(value)) return 'is not a well-formed address.';
  if (/[<>"]/.test(value)) return 'still holds a placeholder: replace <...> with the real value.';
  return undefined;
}

function fault(property: string, code: string, end: string): Fault {
  const label = basicSamlLabels[property.split('.')[0] as keyof BasicSaml];
  return { property, code, message: `${label} ${end}` };
}

/** An Identifier belongs to one application of a tenant. */
async function requireOwnIdentifiers(
  tx: Transaction<DirectoryTables>,
  { tenantId, servicePrincipalId }: ApplicationEdit,
  identifierUris: readonly string[],
): Promise<void> {
  const taken = await tx
    .selectFrom('servicePrincipalName as name')
    .innerJoin('servicePrincipal as sp', 'sp.id', 'name.servicePrincipalId')
    .select(['name.name', 'sp.displayName'])
    .where('name.tenantId', '=', tenantId)
    .where('name.name', 'in', identifierUris)
    .where('name.servicePrincipalId', '!=', servicePrincipalId)
    .execute();
  if (taken.length === 0) return;
  throw new InvalidInput(
    taken.map(({ name, displayName }) => ({
      property: `identifierUris.${identifierUris.indexOf(name)}`,
      code: 'taken',
      message: `${basicSamlLabels.identifierUris} ${name} belongs to the application ${displayName} already.`,
    })),
  );
}
