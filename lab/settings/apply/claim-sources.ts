import type { Directory } from '../../../idp/index.ts';
import type { Path } from '../faults.ts';
import { items } from '../items.ts';
import type { ApplicationSettings } from '../settings-parts.ts';
import type { TenantRun } from './tenant-run.ts';

type GivenClaim = Parameters<Directory['saveClaim']>[1];
type GivenSource = NonNullable<GivenClaim['source']>;
type GivenPlainSource = Exclude<GivenSource, { kind: 'transformation' }>;
type GivenTransformation = Extract<
  GivenSource,
  { kind: 'transformation' }
>['transformations'][number];
export type GivenConditions = NonNullable<GivenClaim['conditions']>;

type ClaimSettings = NonNullable<ApplicationSettings['claims']>[number];
type TransformationSettings = NonNullable<ClaimSettings['transformations']>[number];
type SourceSettings = Pick<ClaimSettings, 'attribute' | 'value' | 'transformations'>;

/** The source that a claim, a condition or the NameID names; an empty attribute when it names none. */
export function sourceOf({ attribute = '', value, transformations }: SourceSettings): GivenSource {
  if (transformations)
    return { kind: 'transformation', transformations: transformations.map(transformationOf) };
  return value === undefined ? attributeOf(attribute) : { kind: 'constant', value };
}

export const hasSource = ({ attribute, value, transformations }: SourceSettings): boolean =>
  (attribute ?? value ?? transformations) !== undefined;

const attributeOf = (attribute: string): GivenPlainSource =>
  /^(?:user\.)?extension_/.test(attribute)
    ? { kind: 'directoryExtension', extension: attribute.replace(/^user\./, '') }
    : { kind: 'attribute', attribute };

function transformationOf(given: TransformationSettings): GivenTransformation {
  const { input, parameter2, parameter2Value, output, outputValue } = given;
  const { otherwise, otherwiseValue, parameters, ...others } = given;
  const either = (attribute: string | undefined, value: string | undefined) =>
    value !== undefined
      ? ({ kind: 'constant', value } as const)
      : attribute === undefined
        ? undefined
        : attributeOf(attribute);
  const { parameter2Value: _2, outputValue: _o, ...rest } = others;
  return {
    ...rest,
    input: either(input, undefined),
    parameter2: either(parameter2, parameter2Value),
    output: either(output, outputValue),
    otherwise: either(otherwise, otherwiseValue),
    parameters: parameters?.map(attributeOf),
  };
}

/** The conditions, with the ids of their groups; an unknown group is a fault. */
export async function conditionsOf(
  tenant: TenantRun,
  given: ClaimSettings['conditions'],
  path: Path,
): Promise<GivenConditions> {
  const conditions: GivenConditions[number][] = [];
  for (const [one, place] of items(given, [...path, 'conditions'])) {
    const { userType = 'Any', groups = [], ...source } = one;
    const groupIds: string[] = [];
    for (const [index, group] of groups.entries()) {
      const id = await tenant.find('group', group, [...place, 'groups', index]);
      if (id !== undefined) groupIds.push(id);
    }
    conditions.push({ userType, groupIds, source: sourceOf(source) });
  }
  return conditions;
}

/** A property of the directory as the settings call it: `source.transformations.0.output.value` is `transformations.0.outputValue`. */
export const inSettings = (property: string): string =>
  property
    .replace(/^nameIdConditions/, 'conditions')
    .replace(/^nameIdFormat$/, 'format')
    .replace(/(^|\.)(?:nameIdS|s)ource$/, '$1attribute')
    .replace(/(^|\.)(?:nameIdS|s)ource\./, '$1')
    .replace(/\.(parameter2|output|otherwise)\.value$/, '.$1Value')
    .replace(/\.groupIds\b/, '.groups');
