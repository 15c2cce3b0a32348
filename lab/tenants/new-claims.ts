import { claimsOf, type Directory } from '../../idp/index.ts';
import { type Fault, InvalidInput } from '../../input/invalid-input.ts';
import {
  type GivenConditions,
  hasSource,
  inSettings,
  sourceOf,
} from '../settings/apply/claim-sources.ts';
import type { ApplicationSettings } from '../settings/settings-parts.ts';

/** "Attributes & Claims" of a new application, as a settings file says it. */
export interface NewClaims {
  /** The NameID. Default: the user principal name. */
  readonly nameId?: ApplicationSettings['nameId'];
  /** All claims, in place of Entra's four. */
  readonly claims?: ApplicationSettings['claims'];
  /** Advanced options and optional claims. */
  readonly claimsOptions?: ApplicationSettings['claimsOptions'];
  /** Directory extensions that the application adds to users. */
  readonly extensionProperties?: ApplicationSettings['extensionProperties'];
}

type Condition = NonNullable<NonNullable<NewClaims['nameId']>['conditions']>[number];

/** @throws {InvalidInput} on one of the four, or a property below it, as the settings call it */
export async function claimsFromStart(
  directory: Directory,
  { tenantId, servicePrincipalId: id }: { tenantId: string; servicePrincipalId: string },
  { nameId, claims, claimsOptions, extensionProperties }: NewClaims,
): Promise<void> {
  for (const [position, property] of listOf('extensionProperties', extensionProperties).entries())
    await below(`extensionProperties.${position}`, () =>
      directory.addExtensionProperty(id, property),
    );
  if (claimsOptions !== undefined)
    await below('claimsOptions', () => directory.setClaimsOptions(id, claimsOptions));
  const conditionsOf = await conditionReader(directory, tenantId);
  if (nameId !== undefined) {
    const { format = '', conditions, ...source } = objectOf('nameId', nameId);
    await below('nameId', () =>
      directory.saveNameId(id, {
        nameIdFormat: format,
        nameIdSource: sourceOf({ attribute: 'user.userprincipalname', ...source }),
        nameIdConditions: conditionsOf(conditions),
      }),
    );
  }
  if (claims === undefined) return;
  const wanted = listOf('claims', claims);
  await removeDefaults(directory, tenantId, id);
  for (const [position, claim] of wanted.entries()) {
    const { name, namespace = '', nameFormat, conditions, ...source } = claim;
    const given = hasSource(source) || !conditions?.length ? { source: sourceOf(source) } : {};
    await below(`claims.${position}`, () =>
      directory.saveClaim(id, {
        name,
        namespace,
        nameFormat,
        ...given,
        conditions: conditionsOf(conditions),
      }),
    );
  }
}

async function removeDefaults(directory: Directory, tenantId: string, id: string): Promise<void> {
  const app = await directory.findApplication(tenantId, { id });
  if (!app) return;
  for (const claim of claimsOf(app).claims) await directory.removeClaim(id, claim.id);
}

/** Reads conditions, whose groups are named by display name or id. */
async function conditionReader(directory: Directory, tenantId: string) {
  const groups = await directory.listGroups(tenantId);
  const idOf = (name: string) =>
    groups.find(({ id, displayName }) => id === name || displayName === name)?.id ?? name;
  return (given: readonly Condition[] = []): GivenConditions =>
    listOf('conditions', given).map(({ userType = 'Any', groups: names = [], ...source }) => ({
      userType,
      groupIds: names.map(idOf),
      source: sourceOf(source),
    }));
}

const typeFault = (property: string, what: string) =>
  new InvalidInput([{ property, code: 'type', message: `${property} must be ${what}.` }]);

function listOf<Item>(property: string, given: readonly Item[] | undefined): readonly Item[] {
  if (given === undefined) return [];
  const isList = Array.isArray(given) && given.every((one) => typeof one === 'object' && one);
  if (!isList) throw typeFault(property, 'a list of objects');
  return given;
}

function objectOf<Given>(property: string, given: Given): Given {
  if (typeof given !== 'object' || given === null) throw typeFault(property, 'an object');
  return given;
}

/** Faults with the place that they have in the properties of the application. */
async function below(place: string, act: () => Promise<unknown>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    throw new InvalidInput(
      error.faults.map((fault): Fault => {
        const property = inSettings(fault.property);
        return { ...fault, property: property === '' ? place : `${place}.${property}` };
      }),
    );
  }
}
