import type { Fault } from '../../../input/invalid-input.ts';
import { nearest } from '../../../text-files/nearest.ts';
import { expressionFaults } from '../expressions/check.ts';
import { partsOf } from '../expressions/parse.ts';
import { ExpressionFault } from '../expressions/syntax.ts';
import { rolesForms } from '../expressions/value.ts';
import type { AttributeDefinition, AttributeMapping, ObjectType } from './schema.ts';
import { parsedSource } from './source.ts';
import { isSourceAttribute, sourceAttributes } from './source-attributes.ts';

interface Place {
  readonly type: ObjectType;
  /** The attributes that the application has. */
  readonly targets: readonly AttributeDefinition[];
  readonly path: string;
}

/** What is wrong with one attribute mapping. */
export function mappingFaults(mapping: AttributeMapping, place: Place): Fault[] {
  const { targets, path } = place;
  const { targetAttributeName: name, matchingPriority } = mapping;
  const target = targets.find((one) => one.name === name);
  const faults = [...(target ? [] : [unknownTarget(name, place)]), ...sourceFaults(mapping, place)];
  const isReference = target?.type === 'Reference';
  const source = sourceAttributes[place.type].find((one) => one.name === mapping.source.name);
  const readsReference = mapping.source.type === 'Attribute' && source?.type === 'Reference';
  if (target && isReference !== readsReference)
    faults.push({
      property: `${path}.source`,
      code: 'reference',
      message: isReference
        ? `${name} refers to another object, so it takes the attribute manager or members directly, and no expression.`
        : `${name} is no reference, so it cannot take the attribute ${mapping.source.name}.`,
    });
  if (matchingPriority < 0 || !Number.isInteger(matchingPriority))
    faults.push({
      property: `${path}.matchingPriority`,
      code: 'type',
      message:
        'matchingPriority is a whole number: 0 for none, 1 for the attribute that is asked first.',
    });
  else if (matchingPriority > 0 && (isReference || target?.multivalued))
    faults.push({
      property: `${path}.matchingPriority`,
      code: 'reference',
      message: `Objects cannot be matched by ${name}, which has no single text as its value.`,
    });
  return faults;
}

function unknownTarget(name: string, { targets, path }: Place): Fault {
  const property = `${path}.targetAttributeName`;
  const names = targets.map((one) => one.name);
  const meant = nearest(name, names);
  return {
    property,
    code: 'unknown_attribute',
    message: `The application has no attribute "${name}"${meant ? `; did you mean ${meant}?` : ': add it to the attribute list first.'}`,
  };
}

/** What is wrong with the source of a mapping, wherever it is written. */
export function sourceFaults(
  { source, targetAttributeName }: AttributeMapping,
  place: Pick<Place, 'type' | 'path'>,
): Fault[] {
  const property = place.path === '' ? 'source' : `${place.path}.source`;
  const fault = (code: string, message: string): Fault => ({ property, code, message });
  try {
    const expression = parsedSource(source);
    const parts = [...partsOf(expression)];
    const unknown = parts.flatMap((part) =>
      part.type === 'attribute' && !isSourceAttribute(place.type, part.name) ? [part.name] : [],
    );
    const roles = parts.find((part) => part.type === 'call' && isRolesFunction(part.name));
    return [
      ...[...new Set(unknown)].map((name) =>
        fault('unknown_attribute', unknownSource(name, place)),
      ),
      ...expressionFaults(expression).map((message) => fault('expression', message)),
      ...(roles && targetAttributeName !== '' && !targetAttributeName.startsWith('roles')
        ? [fault('expression', `${targetAttributeName} cannot take app roles; map them to roles.`)]
        : []),
    ];
  } catch (error) {
    if (!(error instanceof ExpressionFault)) throw error;
    return [
      fault(
        'expression',
        `The expression of ${targetAttributeName} cannot be read. ${error.message}`,
      ),
    ];
  }
}

const isRolesFunction = (name: string): boolean => rolesForms.some((form) => form === name);

function unknownSource(name: string, { type }: Pick<Place, 'type'>): string {
  const meant = nearest(
    name,
    sourceAttributes[type].map((one) => one.name),
  );
  const whose = type === 'User' ? 'Users have' : 'Groups have';
  return `${whose} no attribute "${name}"${meant ? `; did you mean ${meant}?` : '.'}`;
}
