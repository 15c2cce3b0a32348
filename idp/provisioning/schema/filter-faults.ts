import type { Fault } from '../../../input/invalid-input.ts';
import { nearest } from '../../../text-files/nearest.ts';
import { patternFault } from '../../response/dotnet-regex/match-all.ts';
import { filterOperators } from '../scope/operators.ts';
import type { Filter, FilterClause, ObjectType } from './schema.ts';
import { isSourceAttribute, notInFilters, sourceAttributes } from './source-attributes.ts';

/** What is wrong with a scoping filter. */
export function filterFaults(filter: Filter | null, type: ObjectType, path: string): Fault[] {
  if (filter === null) return [];
  return (['groups', 'inputFilterGroups', 'categoryFilterGroups'] as const).flatMap((list) =>
    filter[list].flatMap(({ clauses }, groupAt) =>
      clauses.length === 0
        ? [
            {
              property: `${path}.${list}.${groupAt}.clauses`,
              code: 'required',
              message: 'A scoping filter needs at least one clause.',
            },
          ]
        : clauses.flatMap((clause, at) =>
            clauseFaults(clause, type, `${path}.${list}.${groupAt}.clauses.${at}`),
          ),
    ),
  );
}

function clauseFaults(clause: FilterClause, type: ObjectType, path: string): Fault[] {
  const { sourceOperandName: name, operatorName, targetOperand } = clause;
  const fault = (property: string, code: string, message: string): Fault => ({
    property: `${path}.${property}`,
    code,
    message,
  });
  const operator = filterOperators[operatorName];
  if (!operator) {
    const meant = nearest(operatorName, Object.keys(filterOperators));
    const hint = meant
      ? `did you mean ${meant}?`
      : `they are ${Object.keys(filterOperators).join(', ')}.`;
    return [fault('operatorName', 'operator', `There is no operator "${operatorName}"; ${hint}`)];
  }
  const { values } = targetOperand;
  const value = 'targetOperand.values';
  return [
    ...attributeFaults(name, type, (code, message) => fault('sourceOperandName', code, message)),
    ...(operator.values === 0 || values.length > 0
      ? []
      : [fault(value, 'required', `${operatorName} needs a value to compare ${name} with.`)]),
    ...(operator.values === 'many' || values.length <= operator.values
      ? []
      : [
          fault(
            value,
            'too_many',
            `${operatorName} takes ${operator.values === 0 ? 'no value' : 'one value'}, not ${values.length}.`,
          ),
        ]),
    ...valueFaults(operatorName, values, (code, message) => fault(value, code, message)),
  ];
}

type Say = (code: string, message: string) => Fault;

function attributeFaults(name: string, type: ObjectType, fault: Say): Fault[] {
  if (notInFilters.has(name))
    return [fault('not_filterable', `A scoping filter cannot read ${name}.`)];
  if (isSourceAttribute(type, name)) return [];
  const meant = nearest(
    name,
    sourceAttributes[type].map((one) => one.name),
  );
  const whose = type === 'User' ? 'Users have' : 'Groups have';
  return [
    fault(
      'unknown_attribute',
      `${whose} no attribute "${name}"${meant ? `; did you mean ${meant}?` : '.'}`,
    ),
  ];
}

function valueFaults(operator: string, values: readonly string[], fault: Say): Fault[] {
  return values.flatMap((value) => {
    if (operator.endsWith('REGEX MATCH')) {
      const why = patternFault(value);
      return why === undefined
        ? []
        : [fault('regex', `The pattern "${value}" cannot be used: ${why}`)];
    }
    if (operator.startsWith('Greater_Than') && !/^[+-]?\d+(?:\.\d+)?$/.test(value.trim()))
      return [fault('number', `${operator} compares numbers; "${value}" is none.`)];
    if (operator.endsWith('&') && !/^\d{1,18}$/.test(value.trim()))
      return [fault('number', `${operator} compares bits of whole numbers; "${value}" is none.`)];
    return [];
  });
}
