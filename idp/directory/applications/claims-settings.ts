import { nameIdFormat } from '../../../saml/names.ts';
import { idsOf } from '../../../store/ids.ts';
import {
  type ClaimsConfiguration,
  type ConfiguredClaim,
  defaultConfiguration,
} from '../../response/claims-configuration.ts';
import { userAttributes, type ValueSource } from '../../response/value-source.ts';
import { requireTypes } from '../argument-types.ts';
import { type Fault, refuseFaults } from '../invalid-input.ts';
import { required } from '../not-found.ts';
import type { Database } from '../tables.ts';
import type { ApplicationDetails } from './application-details.ts';
import { type ApplicationEdit, changeApplication } from './change-application.ts';
import { claimNameFaults, restrictedNameFault } from './claim-name.ts';

/** A source before it is checked: the attribute may be any text. */
export type GivenSource =
  | { kind: 'attribute'; attribute: string }
  | { kind: 'constant'; value: string };

/** "Manage claim". */
export interface ClaimValues {
  name: string;
  /** Empty when the name is the whole name. */
  namespace: string;
  source: GivenSource;
}

/** "Unique User Identifier (Name ID)". */
export interface NameIdValues {
  /** A key of `nameIdFormats`; empty is "Default". */
  nameIdFormat: string;
  nameIdSource: GivenSource;
}

export const claimsOf = ({ servicePrincipal: { claims } }: ApplicationDetails) =>
  claims === null ? defaultConfiguration : (JSON.parse(claims) as ClaimsConfiguration);

export const findClaim = (app: ApplicationDetails, id: string): ConfiguredClaim | undefined =>
  claimsOf(app).claims.find((claim) => claim.id === id);

/** The claim as the form "Manage claim" was made from it; null when it was removed, or is new. */
export const claimSection = (app: ApplicationDetails, id: string | undefined) =>
  (id !== undefined && findClaim(app, id)) || null;

export const nameIdOf = (
  app: ApplicationDetails,
): NameIdValues & { nameIdSource: ValueSource } => ({
  nameIdFormat: app.servicePrincipal.nameIdFormat ?? '',
  nameIdSource: claimsOf(app).nameIdSource,
});

/** "Choose name identifier format"; only a request can ask for transient (entra-saml.md 1.3, 2.5). */
export const nameIdFormats: Readonly<Record<string, string>> = {
  '': 'Default',
  [nameIdFormat.persistent]: 'Persistent',
  [nameIdFormat.emailAddress]: 'Email address',
  [nameIdFormat.unspecified]: 'Unspecified',
  [nameIdFormat.windowsDomainQualifiedName]: 'Windows domain qualified name',
};

/**
 * Saves a claim.
 *
 * @param id `undefined` adds a claim
 * @returns the application before the change.
 * @throws {InvalidInput} when the name is empty, malformed, restricted (entra-saml.md 3.6) or taken, or the source is unknown
 * @throws {NotFound} when the application or the claim does not exist
 * @throws {StaleVersion} when another user saved the claim first
 */
export async function saveClaim(
  db: Database,
  edit: ApplicationEdit,
  id: string | undefined,
  values: ClaimValues,
): Promise<ApplicationDetails> {
  requireTypes({ id }, { id: 'string?' });
  requireTypes(values, { name: 'string', namespace: 'string', source: 'object' });
  const { name, namespace } = values;
  return changeApplication(
    db,
    edit,
    (app) => claimSection(app, id),
    (_tx, app) => {
      const { nameIdSource, claims } = claimsOf(app);
      const others = claims.filter((claim) => claim.id !== id);
      const source = readSource('source', values.source);
      refuseFaults([...claimNameFaults(values, others), restrictedNameFault(values), source.fault]);
      const claim = { id: id ?? idsOf(db).uuid('claim'), name, namespace, source: source.value };
      if (id === undefined) return written({ nameIdSource, claims: [...claims, claim] });
      required(findClaim(app, id), 'claim', id);
      return written({ nameIdSource, claims: claims.map((one) => (one.id === id ? claim : one)) });
    },
  );
}

/**
 * Removes a claim.
 *
 * @returns the application before the change.
 * @throws {NotFound} when the application or the claim does not exist
 * @throws {StaleVersion} when another user saved or removed the claim first
 */
export async function removeClaim(
  db: Database,
  edit: ApplicationEdit,
  id: string,
): Promise<ApplicationDetails> {
  requireTypes({ id }, { id: 'string' });
  return changeApplication(
    db,
    edit,
    (app) => claimSection(app, id),
    (_tx, app) => {
      required(findClaim(app, id), 'claim', id);
      const { nameIdSource, claims } = claimsOf(app);
      return written({ nameIdSource, claims: claims.filter((claim) => claim.id !== id) });
    },
  );
}

/**
 * Saves the format and the source of the NameID.
 *
 * @returns the application before the change.
 * @throws {InvalidInput} when the format or the source is unknown
 * @throws {NotFound} when the application does not exist
 * @throws {StaleVersion} when another user saved the NameID first
 */
export async function saveNameId(
  db: Database,
  edit: ApplicationEdit,
  values: NameIdValues,
): Promise<ApplicationDetails> {
  requireTypes(values, { nameIdFormat: 'string', nameIdSource: 'object' });
  const source = readSource('nameIdSource', values.nameIdSource);
  return changeApplication(db, edit, nameIdOf, (_tx, app) => {
    refuseFaults([formatFault(values.nameIdFormat), source.fault]);
    const { claims } = claimsOf(app);
    return {
      nameIdFormat: values.nameIdFormat || null,
      ...written({ nameIdSource: source.value, claims }),
    };
  });
}

const written = (configuration: ClaimsConfiguration) => ({ claims: JSON.stringify(configuration) });

const formatFault = (format: string): Fault | undefined =>
  Object.hasOwn(nameIdFormats, format)
    ? undefined
    : { property: 'nameIdFormat', code: 'unknown', message: 'Choose one of the listed formats.' };

/** The source, built from the properties of its kind only, and what is wrong with it. */
function readSource(
  property: string,
  source: GivenSource,
): { value: ValueSource; fault: Fault | undefined } {
  const value = source as ValueSource;
  switch (value.kind) {
    case 'attribute': {
      const { kind, attribute } = value;
      const known = Object.hasOwn(userAttributes, attribute);
      return {
        value: { kind, attribute },
        fault: known ? undefined : unknownSource(property, attribute),
      };
    }
    case 'constant': {
      const { kind, value: text } = value;
      return { value: { kind, value: text }, fault: constantFault(`${property}.value`, text) };
    }
    default:
      value satisfies never;
      return { value, fault: unknownSource(property) };
  }
}

const unknownSource = (property: string, given: unknown = ''): Fault => ({
  property,
  code: 'required',
  message:
    given === ''
      ? 'Choose a source attribute.'
      : `There is no source attribute "${String(given).slice(0, 80)}"; choose from ${Object.keys(userAttributes).join(', ')}.`,
});

function constantFault(property: string, value: string): Fault | undefined {
  const fault = (code: string, message: string) => ({ property, code, message });
  if (typeof value !== 'string') return fault('type', 'The constant value must be a string.');
  if (value === '') return fault('required', 'Enter the constant value.');
  if (value.length > 1024)
    return fault('too_long', 'A constant value has at most 1,024 characters.');
  return undefined;
}
