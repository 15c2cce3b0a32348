import { randomUUID } from 'node:crypto';
import { nameIdFormat } from '../../../saml/names.ts';
import {
  type ClaimsConfiguration,
  type ConfiguredClaim,
  defaultConfiguration,
  type UserAttribute,
  userAttributes,
  type ValueSource,
  wireName,
} from '../../response/claims-configuration.ts';
import { isRestricted } from '../../response/restricted-claims.ts';
import { type Fault, refuseFaults } from '../invalid-input.ts';
import type { Database } from '../tables.ts';
import type { ApplicationDetails } from './application-details.ts';
import { type ApplicationEdit, changeApplication } from './change-application.ts';

/** A source as it is typed: one of the attributes, or `constant` and the value. */
export interface SourceForm {
  source: string;
  constant: string;
}

/** "Manage claim". */
export interface ClaimForm extends SourceForm {
  name: string;
  namespace: string;
}

/** "Unique User Identifier (Name ID)"; an empty format is "Default". */
export interface NameIdForm extends SourceForm {
  format: string;
}

export const claimsOf = ({ servicePrincipal: { claims } }: ApplicationDetails) =>
  claims === null ? defaultConfiguration : (JSON.parse(claims) as ClaimsConfiguration);

export const findClaim = (app: ApplicationDetails, id: string): ConfiguredClaim | undefined =>
  claimsOf(app).claims.find((claim) => claim.id === id);

const typedSource = (source: ValueSource): SourceForm =>
  source.kind === 'attribute'
    ? { source: source.attribute, constant: '' }
    : { source: 'constant', constant: source.value };

/** A claim as its form shows it; all empty when there is none. */
export function claimFormOf(app: ApplicationDetails, id: string): ClaimForm {
  const claim = findClaim(app, id);
  if (!claim) return { name: '', namespace: '', source: '', constant: '' };
  return { name: claim.name, namespace: claim.namespace, ...typedSource(claim.source) };
}

export const nameIdFormOf = (app: ApplicationDetails): NameIdForm => ({
  format: app.servicePrincipal.nameIdFormat ?? '',
  ...typedSource(claimsOf(app).nameIdSource),
});

/** "Choose name identifier format"; transient can be asked for by a request only (entra-saml.md 1.3, 2.5). */
export const nameIdFormats: Readonly<Record<string, string>> = {
  '': 'Default',
  [nameIdFormat.persistent]: 'Persistent',
  [nameIdFormat.emailAddress]: 'Email address',
  [nameIdFormat.unspecified]: 'Unspecified',
  [nameIdFormat.windowsDomainQualifiedName]: 'Windows domain qualified name',
};

/**
 * Saves a claim; `undefined` adds one.
 *
 * @throws {InvalidInput} {StaleVersion}
 */
export async function saveClaim(
  db: Database,
  edit: ApplicationEdit,
  id: string | undefined,
  form: ClaimForm,
): Promise<ApplicationDetails> {
  const section = (app: ApplicationDetails) => claimFormOf(app, id ?? '');
  return changeApplication(db, edit, section, (_tx, app) => {
    const { nameIdSource, claims } = claimsOf(app);
    const others = claims.filter((claim) => claim.id !== id);
    const { source, faults } = readSource(form);
    refuseFaults([...claimFaults(form, others), ...faults]);
    const claim = { id: id ?? randomUUID(), name: form.name, namespace: form.namespace, source };
    const kept = claims.map((one) => (one.id === id ? claim : one));
    return written({ nameIdSource, claims: id === undefined ? [...claims, claim] : kept });
  });
}

/** @throws {StaleVersion} when the claim was changed or removed meanwhile */
export async function removeClaim(
  db: Database,
  edit: ApplicationEdit,
  id: string,
): Promise<ApplicationDetails> {
  const section = (app: ApplicationDetails) => claimFormOf(app, id);
  return changeApplication(db, edit, section, (_tx, app) => {
    const { nameIdSource, claims } = claimsOf(app);
    return written({ nameIdSource, claims: claims.filter((claim) => claim.id !== id) });
  });
}

/** @throws {InvalidInput} {StaleVersion} */
export async function saveNameId(
  db: Database,
  edit: ApplicationEdit,
  form: NameIdForm,
): Promise<ApplicationDetails> {
  return changeApplication(db, edit, nameIdFormOf, (_tx, app) => {
    const { source, faults } = readSource(form);
    refuseFaults([
      Object.hasOwn(nameIdFormats, form.format)
        ? undefined
        : { property: 'format', code: 'unknown', message: 'Choose one of the listed formats.' },
      ...faults,
    ]);
    return {
      nameIdFormat: form.format || null,
      ...written({ nameIdSource: source, claims: claimsOf(app).claims }),
    };
  });
}

const written = (configuration: ClaimsConfiguration) => ({ claims: JSON.stringify(configuration) });

function readSource({ source, constant }: SourceForm): { source: ValueSource; faults: Fault[] } {
  if (Object.hasOwn(userAttributes, source))
    return { source: { kind: 'attribute', attribute: source as UserAttribute }, faults: [] };
  const faults: Fault[] = [];
  if (source !== 'constant')
    faults.push({ property: 'source', code: 'required', message: 'Choose a source attribute.' });
  else if (constant === '')
    faults.push({ property: 'constant', code: 'required', message: 'Enter the constant value.' });
  else if (constant.length > 1024)
    faults.push({
      property: 'constant',
      code: 'too_long',
      message: 'A constant value has at most 1,024 characters.',
    });
  return { source: { kind: 'constant', value: constant }, faults };
}

function claimFaults(form: ClaimForm, others: readonly ConfiguredClaim[]): (Fault | undefined)[] {
  const { name, namespace } = form;
  const full = wireName(form);
  return [nameFault(name, full, others), namespaceFault(namespace)];
}

function nameFault(
  name: string,
  full: string,
  others: readonly ConfiguredClaim[],
): Fault | undefined {
  const fault = (code: string, message: string) => ({ property: 'name', code, message });
  if (name === '') return fault('required', 'Enter a name for the claim.');
  if (/\s/.test(name)) return fault('malformed', 'A claim name contains no white space.');
  if (full.length > 512)
    return fault('too_long', 'Namespace and name have at most 512 characters.');
  if (isRestricted(full))
    return fault('restricted', `The claim ${full} is restricted: Entra keeps this name to itself.`);
  if (others.some((other) => wireName(other) === full))
    return fault('taken', `There is a claim ${full} already.`);
  return undefined;
}

function namespaceFault(namespace: string): Fault | undefined {
  if (namespace === '' || (/^[a-z][a-z0-9+.-]*:\S+$/i.test(namespace) && URL.canParse(namespace)))
    return undefined;
  const message = 'A namespace is a URI, such as http://schemas.example.com/claims, or empty.';
  return { property: 'namespace', code: 'malformed', message };
}

/** A source in Entra's words; a constant in quotes. */
export const sourceInWords = (source: ValueSource): string =>
  source.kind === 'attribute' ? source.attribute : `"${source.value}"`;
