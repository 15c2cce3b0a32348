import type { Fault } from '../../../input/invalid-input.ts';
import { replacementFaults } from '../../response/dotnet-regex/regex-replace.ts';
import {
  methodHas,
  specOf,
  type TransformationField,
  type TransformationMethod,
  transformationMethods,
} from '../../response/transformation-methods.ts';
import { placeholderOf } from '../../response/transformations.ts';
import { multiValuedAttributes } from '../../response/user-attributes.ts';
import type {
  PlainSource,
  Transformation,
  TransformationSource,
} from '../../response/value-source.ts';
import {
  faultAt,
  type GivenPlainSource,
  type ReadSource,
  readPlain,
  type SourceUse,
  textFaults,
} from './plain-source-rules.ts';

/** A transformation before it is checked; what its method does not have is dropped. */
export interface GivenTransformation
  extends Pick<
    Transformation,
    'treatAsMultiValue' | 'separator' | 'value' | 'value2' | 'startIndex' | 'length'
  > {
  /** A key of `transformationMethods`. */
  method: string;
  input?: GivenPlainSource | undefined;
  parameter2?: GivenPlainSource | undefined;
  output?: GivenPlainSource | undefined;
  otherwise?: GivenPlainSource | undefined;
  pattern?: string | undefined;
  replacement?: string | undefined;
  parameters?: readonly GivenPlainSource[] | undefined;
}

const MAX_INDEX = 1024;
/** Besides the input (CLM, "Add additional parameter"). */
const MAX_PARAMETERS = 5;

/** One or two transformations, built from the properties of their methods only. */
export function readTransformations(
  property: string,
  given: readonly GivenTransformation[],
  use: SourceUse,
): ReadSource<TransformationSource> {
  const isList = Array.isArray(given) && given.every((one) => typeof one === 'object' && one);
  const list = isList ? given : [];
  const read = list.map((one, index) =>
    readTransformation(`${property}.transformations.${index}`, one, index > 0, use),
  );
  const value: TransformationSource = {
    kind: 'transformation',
    transformations: read.map((one) => one.value),
  };
  const [required, tooMany] = [
    faultAt(property, 'required', 'Choose a transformation.'),
    faultAt(property, 'too_many', 'A claim has at most two transformations.'),
  ];
  return {
    value,
    faults: [
      ...(list.length === 0 ? [required] : []),
      ...(list.length > 2 ? [tooMany] : []),
      ...read.flatMap(({ faults }) => faults),
    ],
  };
}

function readTransformation(
  at: string,
  given: GivenTransformation,
  isSecond: boolean,
  use: SourceUse,
): ReadSource<Transformation> {
  const method = given.method as TransformationMethod;
  if (!Object.hasOwn(transformationMethods, given.method))
    return {
      value: { method },
      faults: [faultAt(`${at}.method`, 'required', unknownMethod(given.method))],
    };
  const reader = new FieldReader(at, given, method);
  const value: Transformation = {
    method,
    ...(!isSecond && { input: reader.input() }),
    ...(given.treatAsMultiValue === true && { treatAsMultiValue: true }),
    ...reader.sources(),
    ...reader.texts(),
    ...reader.numbers(),
    ...reader.parameters(),
  };
  const forNameId = use === 'claim' || specOf(method).nameId === true;
  if (!forNameId)
    reader.faults.push(
      faultAt(
        `${at}.method`,
        'not_for_name_id',
        `${specOf(method).label} is not offered for the Name ID; ${nameIdMethods} are.`,
      ),
    );
  return {
    value,
    faults: [...reader.faults, ...multiValueFaults(at, value), ...regexFaults(at, value)],
  };
}

const unknownMethod = (method: unknown): string =>
  method === undefined || method === ''
    ? 'Choose a transformation.'
    : `There is no transformation "${String(method).slice(0, 80)}"; choose from ${Object.keys(transformationMethods).join(', ')}.`;

const nameIdMethods = Object.values(transformationMethods)
  .filter((spec) => 'nameId' in spec)
  .map(({ label }) => label)
  .join(', ');

const sourceFields = ['parameter2', 'output', 'otherwise'] as const;
const textFields = {
  separator: 'separator',
  value: 'value to look for',
  value2: 'second value to look for',
  pattern: 'regex pattern',
  replacement: 'replacement pattern',
} as const;

/** Reads the properties that a method has. */
class FieldReader {
  readonly faults: Fault[] = [];
  readonly #at: string;
  readonly #given: GivenTransformation;
  readonly #method: TransformationMethod;

  constructor(at: string, given: GivenTransformation, method: TransformationMethod) {
    this.#at = at;
    this.#given = given;
    this.#method = method;
  }

  input(): PlainSource | undefined {
    return this.#source('input', 'Choose parameter 1, the input of the transformation.');
  }

  sources(): Partial<Record<(typeof sourceFields)[number], PlainSource>> {
    const fields = sourceFields.filter((field) => this.#wants(field));
    return Object.fromEntries(
      fields.map((field) => [field, this.#source(field, `Choose ${sourceLabels[field]}.`)]),
    );
  }

  texts(): Partial<Record<keyof typeof textFields, string>> {
    const fields = Object.entries(textFields).filter(([field]) =>
      this.#wants(field as keyof typeof textFields),
    );
    return Object.fromEntries(
      fields.map(([field, what]) => {
        const text = this.#given[field as keyof typeof textFields];
        const isRegex = field === 'pattern' || field === 'replacement';
        const faults = textFaults(`${this.#at}.${field}`, text, what);
        // An empty one is refused with the regular expression as a whole.
        this.faults.push(...(isRegex && text === '' ? [] : faults));
        return [field, text];
      }),
    );
  }

  numbers(): Partial<Record<'startIndex' | 'length', number>> {
    const fields = (['startIndex', 'length'] as const).filter((field) => this.#wants(field));
    return Object.fromEntries(
      fields.map((field) => {
        const number = this.#given[field];
        const least = field === 'length' ? 1 : 0;
        if (!Number.isInteger(number) || Number(number) < least || Number(number) > MAX_INDEX)
          this.faults.push(
            faultAt(
              `${this.#at}.${field}`,
              'number',
              `${field === 'length' ? 'Length' : 'StartIndex'} is a whole number from ${least} to 1,024.`,
            ),
          );
        return [field, number];
      }),
    );
  }

  parameters(): { parameters?: readonly PlainSource[] } {
    const { parameters: given } = this.#given;
    if (!this.#wants('parameters') || given === undefined) return {};
    const at = `${this.#at}.parameters`;
    const read = given.map((one, index) => readPlain(`${at}.${index}`, one));
    this.faults.push(...read.flatMap(({ faults }) => faults));
    const parameters = read.map(({ value }) => value);
    this.faults.push(...parameterFaults(at, parameters));
    return parameters.length === 0 ? {} : { parameters };
  }

  /** Whether the method has the property, and needs it or was given one. */
  #wants(field: TransformationField): boolean {
    if (specOf(this.#method).required.includes(field)) return true;
    const given = this.#given[field];
    return methodHas(this.#method, field) && given !== undefined && given !== '';
  }

  #source(
    field: 'input' | (typeof sourceFields)[number],
    missing: string,
  ): PlainSource | undefined {
    const given = this.#given[field];
    const at = `${this.#at}.${field}`;
    if (!given || (given.kind === 'attribute' && given.attribute === '')) {
      this.faults.push(faultAt(at, 'required', missing));
      return undefined;
    }
    const { value, faults } = readPlain(at, given);
    this.faults.push(...faults);
    return value;
  }
}

const sourceLabels = {
  parameter2: 'parameter 2',
  output: 'parameter 2, the output',
  otherwise: 'parameter 3, the output if there is no match',
};

function parameterFaults(at: string, parameters: readonly PlainSource[]): Fault[] {
  if (parameters.length > MAX_PARAMETERS)
    return [faultAt(at, 'too_many', `At most ${MAX_PARAMETERS} parameters can be added.`)];
  const names = parameters.map(placeholderOf);
  return parameters.flatMap(({ kind }, index) => {
    const place = `${at}.${index}`;
    if (kind === 'constant')
      return faultAt(place, 'constant', 'A parameter is an attribute, not a constant.');
    return names.indexOf(names[index] ?? '') < index
      ? faultAt(place, 'duplicate', `The parameter {${names[index]}} is there twice.`)
      : [];
  });
}

/** "Treat source as multivalued" is offered for sources that can have several values (CLM). */
function multiValueFaults(at: string, { input, treatAsMultiValue }: Transformation): Fault[] {
  if (!treatAsMultiValue || !input || input.kind === 'directoryExtension') return [];
  if (input.kind === 'attribute' && multiValuedAttributes.has(input.attribute)) return [];
  return [
    faultAt(
      `${at}.treatAsMultiValue`,
      'not_multi_valued',
      `Only ${[...multiValuedAttributes].join(', ')} and directory extensions have several values.`,
    ),
  ];
}

function regexFaults(at: string, one: Transformation): Fault[] {
  const { method, pattern, replacement, parameters = [] } = one;
  if (method !== 'RegexReplace') return [];
  if (typeof pattern !== 'string' || typeof replacement !== 'string') return [];
  return replacementFaults({ pattern, replacement }, parameters.map(placeholderOf)).map(
    ({ property, code, message }) => faultAt(`${at}.${property}`, code, message),
  );
}
