import type { GivenSource } from '../../../../directory/applications/claim-sources.ts';
import type { GivenPlainSource } from '../../../../directory/applications/plain-source-rules.ts';
import type { GivenTransformation } from '../../../../directory/applications/transformation-rules.ts';
import { sourceInWords } from '../../../../response/source-values.ts';
import {
  type TransformationMethod,
  transformationMethods,
} from '../../../../response/transformation-methods.ts';
import { userAttributes } from '../../../../response/user-attributes.ts';
import type {
  PlainSource,
  Transformation,
  ValueSource,
} from '../../../../response/value-source.ts';
import type { PostedForm } from '../../../posted-form.ts';

/** "Source" of a claim: a radio for each. */
export const sourceKinds = {
  attribute: 'Attribute',
  transformation: 'Transformation',
  extension: 'Directory schema extension',
} as const;

/**
 * A source as its fields show it, by the name of the field: `kind`, `source` (an attribute, `constant`, or empty), `constant`, `extension`, and for each of
 * two transformations fields that begin with `t1-` and `t2-`.
 */
export type SourceForm = Readonly<Record<string, string>>;

/** A select and the field of its constant. */
const plainFields = ['input', 'parameter2', 'output', 'otherwise'] as const;
/** Typed exactly: white space counts. */
const textFields = ['separator', 'value', 'value2', 'pattern', 'replacement'] as const;
const numberFields = ['startIndex', 'length'] as const;
export const parameterNumbers = [1, 2, 3, 4, 5] as const;

/** What selects of an attribute offer. @param extensions names of the tenant's directory extensions */
export const attributeOptions = (extensions: readonly string[], use: 'claim' | 'nameId') => [
  { value: '', label: 'Select an attribute' },
  ...Object.keys(userAttributes)
    .filter((name) => use === 'nameId' || name !== 'user.pairwiseid')
    .map((name) => ({ value: name, label: name })),
  ...extensions.map((name) => ({ value: name, label: `user.${name}` })),
  { value: 'constant', label: 'A constant value' },
];

export function readSourceForm(form: PostedForm): SourceForm {
  const fields = ['kind', 'source', 'constant', 'extension'].map((name) => [name, form.text(name)]);
  return {
    ...Object.fromEntries(fields),
    ...readTransformation(form, 1),
    ...readTransformation(form, 2),
  };
}

function readTransformation(form: PostedForm, position: 1 | 2): SourceForm {
  const at = (name: string) => `t${position}-${name}`;
  const trimmed = [
    'method',
    ...plainFields.flatMap((name) => [name, `${name}Constant`]),
    ...numberFields,
    ...parameterNumbers.map((number) => `parameter${number}`),
  ];
  return Object.fromEntries([
    ...trimmed.map((name) => [at(name), form.text(at(name))]),
    ...textFields.map((name) => [at(name), form.exact(at(name))]),
    [at('multi'), form.has(at('multi')) ? 'on' : ''],
  ]);
}

/** A stored source as its fields show it; all empty without one. */
export function sourceFormOf(source: ValueSource | undefined): SourceForm {
  const empty = { kind: 'attribute', source: '', constant: '', extension: '' };
  switch (source?.kind) {
    case undefined:
      return empty;
    case 'attribute':
      return { ...empty, source: source.attribute };
    case 'constant':
      return { ...empty, source: 'constant', constant: source.value };
    case 'directoryExtension':
      return { ...empty, kind: 'extension', extension: source.extension };
    case 'transformation':
      return Object.assign(
        { ...empty, kind: 'transformation' },
        ...source.transformations.map((one, index) => transformationForm(one, index + 1)),
      );
  }
}

function transformationForm(one: Transformation, position: number): SourceForm {
  const at = (name: string) => `t${position}-${name}`;
  const parameters = (one.parameters ?? []).map((source, index) => [
    at(`parameter${index + 1}`),
    selected(source),
  ]);
  return Object.fromEntries([
    [at('method'), one.method],
    [at('multi'), one.treatAsMultiValue ? 'on' : ''],
    ...plainFields.flatMap((name) => [
      [at(name), selected(one[name])],
      [at(`${name}Constant`), one[name]?.kind === 'constant' ? one[name].value : ''],
    ]),
    ...textFields.map((name) => [at(name), one[name] ?? '']),
    ...numberFields.map((name) => [at(name), one[name] === undefined ? '' : String(one[name])]),
    ...parameters,
  ]);
}

/** What is selected for a source. */
function selected(source: PlainSource | undefined): string {
  switch (source?.kind) {
    case undefined:
      return '';
    case 'attribute':
      return source.attribute;
    case 'constant':
      return 'constant';
    case 'directoryExtension':
      return source.extension;
  }
}

/** The source that the fields say; undefined when none is selected. */
export function givenSource(form: SourceForm): GivenSource | undefined {
  if (form.kind === 'transformation')
    return { kind: 'transformation', transformations: givenTransformations(form) };
  if (form.kind === 'extension')
    return { kind: 'directoryExtension', extension: form.extension ?? '' };
  return plainOf(form, 'source', 'constant');
}

function plainOf(form: SourceForm, name: string, constant: string): GivenPlainSource | undefined {
  const choice = form[name] ?? '';
  if (choice === '') return undefined;
  if (choice === 'constant') return { kind: 'constant', value: form[constant] ?? '' };
  return choice.startsWith('extension_')
    ? { kind: 'directoryExtension', extension: choice }
    : { kind: 'attribute', attribute: choice };
}

const givenTransformations = (form: SourceForm): GivenTransformation[] =>
  [1, 2]
    .filter((position) => !!form[`t${position}-method`])
    .map((position) => givenTransformation(form, `t${position}-`));

function givenTransformation(form: SourceForm, at: string): GivenTransformation {
  const numbers = numberFields
    .filter((name) => !!form[at + name])
    .map((name) => [name, Number(form[at + name])]);
  const parameters = parameterNumbers.flatMap(
    (number) => plainOf(form, `${at}parameter${number}`, '') ?? [],
  );
  return {
    method: form[`${at}method`] ?? '',
    ...(form[`${at}multi`] === 'on' && { treatAsMultiValue: true }),
    ...Object.fromEntries(
      plainFields.map((name) => [name, plainOf(form, at + name, `${at}${name}Constant`)]),
    ),
    ...Object.fromEntries(textFields.map((name) => [name, form[at + name] ?? ''])),
    ...Object.fromEntries(numbers),
    ...(parameters.length > 0 && { parameters }),
  };
}

/** The field of a fault of a source. @param property what follows the property that has the source, such as `transformations.0.output.value` */
export function sourceFieldOf(property: string, kind: string | undefined): string {
  if (property === '')
    return kind === 'transformation' ? 't1-method' : kind === 'extension' ? 'extension' : 'source';
  if (property === 'value') return 'constant';
  const [, position = '0', name = '', part] = property.split('.');
  const at = `t${Number(position) + 1}-`;
  if (name === 'treatAsMultiValue') return `${at}multi`;
  if (name === 'parameters') return `${at}parameter${Number(part ?? 0) + 1}`;
  return `${at}${name}${part === 'value' ? 'Constant' : ''}`;
}

/** The source as pages print it; what is not valid in a few words. */
export function givenInWords(given: GivenSource | undefined): string {
  if (!given) return '(none)';
  const isKnown =
    given.kind !== 'transformation' ||
    given.transformations.every(({ method }) =>
      Object.hasOwn(transformationMethods, method as TransformationMethod),
    );
  return isKnown ? sourceInWords(given as ValueSource) : 'A transformation';
}
