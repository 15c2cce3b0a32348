import {
  type ApplicationDetails,
  claimsOf,
  claimsOptionsOf,
  defaultConfiguration,
  extensionPropertiesOf,
  nameIdOf,
} from '../../../idp/index.ts';
import type { ApplicationSettings } from '../settings-parts.ts';

type Claim = ReturnType<typeof claimsOf>['claims'][number];
type Source = NonNullable<Claim['source']>;
type PlainSource = Exclude<Source, { kind: 'transformation' }>;
type Transformation = Extract<Source, { kind: 'transformation' }>['transformations'][number];
type Conditions = NonNullable<Claim['conditions']>;
type ClaimSettings = NonNullable<ApplicationSettings['claims']>[number];
type TransformationSettings = NonNullable<ClaimSettings['transformations']>[number];

/** "Attributes & Claims" of an application, and the directory extensions that it has. @param groups names by id */
export function exportClaims(
  app: ApplicationDetails,
  groups: ReadonlyMap<string, string>,
): Partial<ApplicationSettings> {
  const { nameIdFormat, nameIdSource, nameIdConditions } = nameIdOf(app);
  const { claims } = claimsOf(app);
  const options = claimsOptionsOf(app);
  const extensions = extensionPropertiesOf(app);
  return {
    nameId: {
      ...(nameIdFormat !== '' && { format: nameIdFormat }),
      ...sourceSettings(nameIdSource),
      ...conditionSettings(nameIdConditions, groups),
    },
    ...(JSON.stringify(claims) !== JSON.stringify(defaultConfiguration.claims) && {
      claims: claims.map(({ name, namespace, nameFormat, source, conditions }) => ({
        name,
        ...(namespace !== '' && { namespace }),
        ...(nameFormat !== undefined && { nameFormat }),
        ...(source && sourceSettings(source)),
        ...conditionSettings(conditions, groups),
      })),
    }),
    ...withoutDefaults(options),
    ...(extensions.length > 0 && {
      extensionProperties: extensions.map(({ name, isMultiValued }) => ({
        name: name.replace(/^extension_\w{32}_/, ''),
        ...(isMultiValued && { isMultiValued }),
      })),
    }),
  };
}

function withoutDefaults(
  options: ReturnType<typeof claimsOptionsOf>,
): Pick<ApplicationSettings, 'claimsOptions'> {
  const set = Object.entries(options).filter(([, value]) =>
    Array.isArray(value) ? value.length > 0 : value !== false && value !== '',
  );
  return set.length === 0 ? {} : { claimsOptions: Object.fromEntries(set) };
}

function sourceSettings(
  source: Source,
): Pick<ClaimSettings, 'attribute' | 'value' | 'transformations'> {
  switch (source.kind) {
    case 'constant':
      return { value: source.value };
    case 'attribute':
    case 'directoryExtension':
      return { attribute: nameOf(source) };
    case 'transformation':
      return { transformations: source.transformations.map(transformationSettings) };
  }
}

/** An attribute, or a directory extension, by its name. */
const nameOf = (source: Exclude<PlainSource, { kind: 'constant' }>): string =>
  source.kind === 'attribute' ? source.attribute : source.extension;

function transformationSettings(one: Transformation): TransformationSettings {
  const { input, parameter2, output, otherwise, parameters, ...others } = one;
  return {
    ...others,
    ...either('input', input),
    ...either('parameter2', parameter2),
    ...either('output', output),
    ...either('otherwise', otherwise),
    ...(parameters && {
      parameters: parameters.flatMap((source) =>
        source.kind === 'constant' ? [] : nameOf(source),
      ),
    }),
  };
}

/** An attribute under the name, a constant under the name with `Value`. */
function either(name: string, source: PlainSource | undefined): object {
  if (!source) return {};
  return source.kind === 'constant'
    ? { [`${name}Value`]: source.value }
    : { [name]: nameOf(source) };
}

function conditionSettings(
  conditions: Conditions | undefined,
  groups: ReadonlyMap<string, string>,
): Pick<ClaimSettings, 'conditions'> {
  if (!conditions) return {};
  return {
    conditions: conditions.flatMap(({ userType, groupIds, source }) => {
      const names = groupIds.flatMap((id) => groups.get(id) ?? []);
      // Without its groups, which were deleted, it would hold for everybody.
      if (groupIds.length > 0 && names.length === 0) return [];
      return {
        ...(userType !== 'Any' && { userType }),
        ...(names.length > 0 && { groups: names }),
        ...sourceSettings(source),
      };
    }),
  };
}
