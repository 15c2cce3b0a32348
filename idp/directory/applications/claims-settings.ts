import { requireTypes } from '../../../input/argument-types.ts';
import { type Fault, refuseFaults } from '../../../input/invalid-input.ts';
import { required } from '../../../input/not-found.ts';
import { nameIdFormat } from '../../../saml/names.ts';
import { idsOf } from '../../../store/ids.ts';
import type { ClaimCondition } from '../../response/claim-conditions.ts';
import {
  type ClaimsConfiguration,
  type ConfiguredClaim,
  defaultConfiguration,
} from '../../response/claims-configuration.ts';
import type { ValueSource } from '../../response/value-source.ts';
import type { Database } from '../tables.ts';
import type { ApplicationDetails } from './application-details.ts';
import { type ApplicationEdit, changeApplication } from './change-application.ts';
import { type GivenCondition, readConditions, totalsFaults } from './claim-condition-rules.ts';
import { unknownExtensionFaults } from './claim-extension-rules.ts';
import { claimNameFaults, groupClaimFault, restrictedNameFault } from './claim-name.ts';
import { type GivenSource, readSource } from './claim-sources.ts';
import { hasCustomKey } from './custom-key.ts';
import type { ReadSource } from './plain-source-rules.ts';
import { groupClaimsOf } from './stored-group-claims.ts';

/** "Manage claim". */
export interface ClaimValues {
  name: string;
  /** Empty when the name is the whole name. */
  namespace: string;
  /** A key of `nameFormats`; absent or empty: no NameFormat. */
  nameFormat?: string | undefined;
  /** For users for whom no condition gives a value; may be absent when there are conditions. */
  source?: GivenSource | undefined;
  conditions?: readonly GivenCondition[] | undefined;
}

/** "Unique User Identifier (Name ID)". */
export interface NameIdValues {
  /** A key of `nameIdFormats`; empty is "Default". */
  nameIdFormat: string;
  nameIdSource: GivenSource;
  nameIdConditions?: readonly GivenCondition[] | undefined;
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
): Pick<ClaimsConfiguration, 'nameIdSource' | 'nameIdConditions'> & { nameIdFormat: string } => {
  const { nameIdSource, nameIdConditions } = claimsOf(app);
  return {
    nameIdFormat: app.servicePrincipal.nameIdFormat ?? '',
    nameIdSource,
    ...(nameIdConditions && { nameIdConditions }),
  };
};

/** "Choose name format" (entra-saml.md 3.1, 3.7). */
export const nameFormats: Readonly<Record<string, string>> = {
  '': 'Omitted',
  'urn:oasis:names:tc:SAML:2.0:attrname-format:unspecified': 'Unspecified',
  'urn:oasis:names:tc:SAML:2.0:attrname-format:uri': 'URI',
  'urn:oasis:names:tc:SAML:2.0:attrname-format:basic': 'Basic',
};

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
  requireTypes(values, {
    name: 'string',
    namespace: 'string',
    nameFormat: 'string?',
    source: 'object?',
    conditions: 'object[]?',
  });
  return changeApplication(
    db,
    edit,
    (app) => claimSection(app, id),
    async (tx, app) => {
      const before = claimsOf(app);
      const others = before.claims.filter((claim) => claim.id !== id);
      const read = await readClaim({ db: tx, app }, values);
      const claim: ConfiguredClaim = { id: id ?? idsOf(db).uuid('claim'), ...read.value };
      const after = {
        ...before,
        claims:
          id === undefined
            ? [...before.claims, claim]
            : before.claims.map((one) => (one.id === id ? claim : one)),
      };
      refuseFaults([
        ...claimNameFaults(values, others),
        groupClaimFault(values, groupClaimsOf(app)),
        restrictedNameFault(values, { hasCustomKey: await hasCustomKey(tx, app) }),
        nameFormatFault(values.nameFormat),
        ...read.faults,
        ...totalsFaults(before, after),
      ]);
      if (id !== undefined) required(findClaim(app, id), 'claim', id);
      return written(after);
    },
  );
}

interface Place {
  readonly db: Database;
  readonly app: ApplicationDetails;
}

/** The sources without a fault. */
const soundSources = (
  source: ReadSource<ValueSource> | undefined,
  conditions: ReadSource<readonly ClaimCondition[]>,
): ValueSource[] => [
  ...(source && source.faults.length === 0 ? [source.value] : []),
  ...(conditions.faults.length === 0 ? conditions.value.map((one) => one.source) : []),
];

/** A claim without its id. */
async function readClaim({ db, app }: Place, values: ClaimValues) {
  const { name, namespace, nameFormat, source: given, conditions: all = [] } = values;
  const { tenantId } = app.servicePrincipal;
  const source = given && readSource('source', given, 'claim');
  const conditions = await readConditions(db, tenantId, 'conditions', all, 'claim');
  const missing: Fault = {
    property: 'source',
    code: 'required',
    message: 'Choose a source attribute.',
  };
  return {
    value: {
      name,
      namespace,
      ...(nameFormat && { nameFormat }),
      ...(source && { source: source.value }),
      ...(conditions.value.length > 0 && { conditions: conditions.value }),
    },
    faults: [
      ...(source ? source.faults : all.length === 0 ? [missing] : []),
      ...conditions.faults,
      ...(await unknownExtensionFaults(db, tenantId, 'source', soundSources(source, conditions))),
    ],
  };
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
      const before = claimsOf(app);
      return written({ ...before, claims: before.claims.filter((claim) => claim.id !== id) });
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
  requireTypes(values, {
    nameIdFormat: 'string',
    nameIdSource: 'object',
    nameIdConditions: 'object[]?',
  });
  const { nameIdFormat: format, nameIdConditions: given = [] } = values;
  const source = readSource('nameIdSource', values.nameIdSource, 'nameId');
  return changeApplication(db, edit, nameIdOf, async (tx, app) => {
    const { nameIdConditions: _, ...before } = claimsOf(app);
    const { tenantId } = app.servicePrincipal;
    const conditions = await readConditions(tx, tenantId, 'nameIdConditions', given, 'nameId');
    const after = {
      ...before,
      nameIdSource: source.value,
      ...(conditions.value.length > 0 && { nameIdConditions: conditions.value }),
    };
    refuseFaults([
      formatFault(format),
      ...source.faults,
      ...conditions.faults,
      ...(await unknownExtensionFaults(
        tx,
        tenantId,
        'nameIdSource',
        soundSources(source, conditions),
      )),
      ...totalsFaults(claimsOf(app), after),
    ]);
    return { nameIdFormat: format || null, ...written(after) };
  });
}

/** The configuration as it is stored. */
export const written = (configuration: ClaimsConfiguration) => ({
  claims: JSON.stringify(configuration),
});

const formatFault = (format: string): Fault | undefined =>
  Object.hasOwn(nameIdFormats, format)
    ? undefined
    : { property: 'nameIdFormat', code: 'unknown', message: 'Choose one of the listed formats.' };

const nameFormatFault = (format = ''): Fault | undefined =>
  Object.hasOwn(nameFormats, format)
    ? undefined
    : { property: 'nameFormat', code: 'unknown', message: 'Choose one of the listed formats.' };
