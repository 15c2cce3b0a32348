import { type Fault, InvalidInput } from '../../../../input/invalid-input.ts';
import { type FieldFault, inWordsOfPage } from '../../../admin-center/field-faults.ts';
import type { PostedForm } from '../../../admin-center/posted-form.ts';
import { ExpressionFault } from '../../expressions/syntax.ts';
import type { AttributeMapping, AttributeMappingSource } from '../../schema/schema.ts';
import { constantSource, directSource, expressionOf, sourceOf } from '../../schema/source.ts';

/** "Edit Attribute" (entra-admin.md 1.8). */
export interface MappingForm {
  mappingType: string;
  sourceAttribute: string;
  constant: string;
  expression: string;
  defaultValue: string;
  targetAttribute: string;
  /** Not in the list of the application's attributes yet; it is added to it. */
  newTargetAttribute: string;
  matches: boolean;
  matchingPriority: string;
  flowType: string;
}

export const mappingTypes = {
  Direct: 'Direct',
  Constant: 'Constant',
  Expression: 'Expression',
} as const;

export const flowTypeNames = {
  Always: 'Always',
  ObjectAddOnly: 'Only during object creation',
} as const;

export const emptyMapping: MappingForm = {
  mappingType: 'Direct',
  sourceAttribute: '',
  constant: '',
  expression: '',
  defaultValue: '',
  targetAttribute: '',
  newTargetAttribute: '',
  matches: false,
  matchingPriority: '',
  flowType: 'Always',
};

const typeOf = ({ type }: AttributeMappingSource): keyof typeof mappingTypes =>
  type === 'Attribute' ? 'Direct' : type === 'Constant' ? 'Constant' : 'Expression';

export function mappingFormOf(mapping: AttributeMapping): MappingForm {
  const { source, defaultValue, targetAttributeName, matchingPriority, flowType } = mapping;
  const mappingType = typeOf(source);
  return {
    ...emptyMapping,
    mappingType,
    sourceAttribute: mappingType === 'Direct' ? source.name : '',
    constant: mappingType === 'Constant' ? source.name : '',
    expression: mappingType === 'Expression' ? expressionOf(source) : '',
    defaultValue: defaultValue ?? '',
    targetAttribute: targetAttributeName,
    matches: matchingPriority > 0,
    matchingPriority: matchingPriority > 0 ? String(matchingPriority) : '',
    flowType,
  };
}

export const readMapping = (form: PostedForm): MappingForm => ({
  mappingType: form.text('mappingType'),
  sourceAttribute: form.text('sourceAttribute'),
  constant: form.text('constant'),
  expression: form.text('expression'),
  defaultValue: form.text('defaultValue'),
  targetAttribute: form.text('targetAttribute'),
  newTargetAttribute: form.text('newTargetAttribute'),
  matches: form.has('matchObjects'),
  matchingPriority: form.text('matchingPriority'),
  flowType: form.text('flowType'),
});

/**
 * The mapping that the form describes; what the form does not show stays as it was.
 *
 * @throws {InvalidInput} on `expression` when it cannot be read; the rules of the schema are checked when it is saved
 */
export function mappingFrom(
  form: MappingForm,
  before: AttributeMapping | undefined,
): AttributeMapping {
  return {
    exportMissingReferences: false,
    flowBehavior: 'FlowWhenChanged',
    ...before,
    targetAttributeName: form.newTargetAttribute || form.targetAttribute,
    source: sourceFrom(form),
    defaultValue: form.defaultValue === '' ? null : form.defaultValue,
    flowType: form.flowType as AttributeMapping['flowType'],
    matchingPriority: form.matches ? Number(form.matchingPriority || Number.NaN) : 0,
  };
}

function sourceFrom({ mappingType, sourceAttribute, constant, expression }: MappingForm) {
  if (mappingType === 'Constant') return constantSource(constant);
  if (mappingType !== 'Expression') return directSource(sourceAttribute);
  if (expression.trim() === '')
    throw new InvalidInput([
      { property: 'expression', code: 'required', message: 'Enter an expression.' },
    ]);
  try {
    return sourceOf(expression);
  } catch (error) {
    if (!(error instanceof ExpressionFault)) throw error;
    const fault: Fault = { property: 'expression', code: 'expression', message: error.message };
    throw new InvalidInput([fault]);
  }
}

/** What the page calls the fields whose faults the schema names by their property. */
export const mappingLabels = {
  targetAttribute: 'Target attribute',
  defaultValue: 'Default value if null',
  matchingPriority: 'Matching precedence',
  flowType: 'Apply this mapping',
} as const;

/** What no mapping can say: the precedence of an attribute that matches is a number from 1; in a schema, 0 is one that does not match. */
export const precedenceFaults = ({ matches, matchingPriority }: MappingForm): FieldFault[] =>
  !matches || /^0*[1-9]\d{0,8}$/.test(matchingPriority)
    ? []
    : [
        {
          field: 'matchingPriority',
          code: 'range',
          message: `${mappingLabels.matchingPriority} is a whole number from 1.`,
        },
      ];

/** The field of each property of a mapping. */
const fields: Readonly<Record<string, string>> = {
  targetAttributeName: 'targetAttribute',
  defaultValue: 'defaultValue',
  matchingPriority: 'matchingPriority',
  flowType: 'flowType',
};

/** Moves the faults of a schema to the fields of this mapping's form; those of other mappings are about the form as a whole. */
export function mappingFaults(
  faults: readonly Fault[],
  path: string,
  { mappingType }: MappingForm,
): FieldFault[] {
  const sourceField =
    mappingType === 'Expression'
      ? 'expression'
      : mappingType === 'Constant'
        ? 'constant'
        : 'sourceAttribute';
  return faults.map(({ property, code, message }) => {
    const own = property.startsWith(`${path}.`) ? property.slice(path.length + 1) : property;
    const [first = ''] = own.split('.');
    const field =
      own === 'expression' ? own : first === 'source' ? sourceField : (fields[first] ?? '');
    const inWords = inWordsOfPage(
      message,
      property,
      (mappingLabels as Readonly<Record<string, string>>)[field],
    );
    return { field: own.startsWith('test') ? own : field, code, message: inWords };
  });
}
