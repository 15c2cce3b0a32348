/** The properties of a transformation that a method has, besides its input. */
export type TransformationField =
  | 'separator'
  | 'parameter2'
  | 'value'
  | 'value2'
  | 'output'
  | 'otherwise'
  | 'startIndex'
  | 'length'
  | 'pattern'
  | 'replacement'
  | 'parameters';

export interface MethodSpec {
  /** As "Manage transformation" lists it. */
  readonly label: string;
  readonly required: readonly TransformationField[];
  readonly optional?: readonly TransformationField[];
  /** Whether it is offered for the NameID (entra-saml.md 2.5, 10.7). */
  readonly nameId?: true;
  /** What Entra calls an input that is missing; absent: the input may be empty. The names are assumed except for Join (CMP). */
  readonly input?: string;
}

/** The functions of "Manage transformation" (entra-saml.md 3.2). */
export const transformationMethods = {
  ExtractMailPrefix: { label: 'ExtractMailPrefix()', required: [], nameId: true, input: 'mail' },
  Join: {
    label: 'Join()',
    required: ['parameter2'],
    optional: ['separator'],
    nameId: true,
    input: 'string1',
  },
  ToLowercase: { label: 'ToLowercase()', required: [], nameId: true, input: 'sourceClaim' },
  ToUppercase: { label: 'ToUppercase()', required: [], nameId: true, input: 'sourceClaim' },
  Contains: {
    label: 'Contains()',
    required: ['value', 'output'],
    optional: ['otherwise'],
    input: 'sourceClaim',
  },
  EndWith: {
    label: 'EndWith()',
    required: ['value', 'output'],
    optional: ['otherwise'],
    input: 'sourceClaim',
  },
  StartWith: {
    label: 'StartWith()',
    required: ['value', 'output'],
    optional: ['otherwise'],
    input: 'sourceClaim',
  },
  ExtractAfter: { label: 'Extract() - After matching', required: ['value'], input: 'sourceClaim' },
  ExtractBefore: {
    label: 'Extract() - Before matching',
    required: ['value'],
    input: 'sourceClaim',
  },
  ExtractBetween: {
    label: 'Extract() - Between matching',
    required: ['value', 'value2'],
    input: 'sourceClaim',
  },
  ExtractAlphaPrefix: { label: 'ExtractAlpha() - Prefix', required: [], input: 'sourceClaim' },
  ExtractAlphaSuffix: { label: 'ExtractAlpha() - Suffix', required: [], input: 'sourceClaim' },
  ExtractNumericPrefix: { label: 'ExtractNumeric() - Prefix', required: [], input: 'sourceClaim' },
  ExtractNumericSuffix: { label: 'ExtractNumeric() - Suffix', required: [], input: 'sourceClaim' },
  IfEmpty: { label: 'IfEmpty()', required: ['output'], optional: ['otherwise'] },
  IfNotEmpty: { label: 'IfNotEmpty()', required: ['output'] },
  SubstringFixedLength: {
    label: 'Substring() - Fixed Length',
    required: ['startIndex', 'length'],
    input: 'sourceClaim',
  },
  SubstringEndOfString: {
    label: 'Substring() - EndOfString',
    required: ['startIndex'],
    input: 'sourceClaim',
  },
  RegexReplace: {
    label: 'RegexReplace()',
    required: ['pattern', 'replacement'],
    optional: ['parameters', 'otherwise'],
    input: 'sourceClaim',
  },
} as const satisfies Record<string, MethodSpec>;

export type TransformationMethod = keyof typeof transformationMethods;

export const specOf = (method: TransformationMethod): MethodSpec => transformationMethods[method];

/** Whether a method has the property. */
export const methodHas = (method: TransformationMethod, field: TransformationField): boolean => {
  const { required, optional = [] } = specOf(method);
  return required.includes(field) || optional.includes(field);
};
