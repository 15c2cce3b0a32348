import { type Fault, InvalidInput } from '../../../input/invalid-input.ts';
import { ExpressionFault } from '../expressions/syntax.ts';
import {
  type AttributeDefinition,
  type AttributeMapping,
  type AttributeMappingSource,
  attributeFlowTypes,
  attributeOf,
  attributeTypes,
  type DirectoryDefinition,
  type Filter,
  type FilterGroup,
  flowBehaviors,
  type ObjectMapping,
  objectTypes,
  type SynchronizationRule,
  type SynchronizationSchema,
} from './schema.ts';
import { expressionOf, sourceOf } from './source.ts';

/** Of a list, and of a text, at most: far more than a schema of Entra has. */
const MOST = 1_000;
const LONGEST = 10_000;
/** Parameters inside parameters, as deep as expressions go. */
const DEEPEST = 100;

/**
 * Reads a schema that a caller gave, as Graph's JSON or as an object: the shape, and what may be left out. What it says is checked by
 * `schemaFaults`.
 *
 * @throws {InvalidInput} with every fault of the shape: `type`, `required`, `too_long`, `too_many`, `unknown`, `unicode`; `loop` when a source
 *   is a parameter of itself
 */
export function readSchema(given: unknown): SynchronizationSchema {
  const reader = new SchemaReader();
  const schema = reader.schema(given);
  if (reader.faults.length > 0) throw new InvalidInput(reader.faults);
  return schema;
}

type Given = Readonly<Record<string, unknown>>;

class SchemaReader {
  readonly faults: Fault[] = [];

  schema(given: unknown): SynchronizationSchema {
    const schema = this.#object(given, '');
    return {
      id: this.#text(schema.id, 'id', ''),
      version: this.#text(schema.version, 'version', ''),
      synchronizationRules: this.#list(
        schema.synchronizationRules,
        'synchronizationRules',
        (one, at) => this.#rule(one, at),
      ),
      directories: this.#list(schema.directories, 'directories', (one, at) =>
        this.#directory(one, at),
      ),
    };
  }

  #rule(given: unknown, path: string): SynchronizationRule {
    const rule = this.#object(given, path);
    return {
      id: this.#text(rule.id, `${path}.id`, ''),
      name: this.#text(rule.name, `${path}.name`, ''),
      editable: this.#flag(rule.editable, `${path}.editable`, true),
      priority: this.#number(rule.priority, `${path}.priority`, 1),
      sourceDirectoryName: this.#text(rule.sourceDirectoryName, `${path}.sourceDirectoryName`),
      targetDirectoryName: this.#text(rule.targetDirectoryName, `${path}.targetDirectoryName`),
      objectMappings: this.#list(rule.objectMappings, `${path}.objectMappings`, (one, at) =>
        this.#objectMapping(one, at),
      ),
    };
  }

  #objectMapping(given: unknown, path: string): ObjectMapping {
    const mapping = this.#object(given, path);
    return {
      enabled: this.#flag(mapping.enabled, `${path}.enabled`, true),
      flowTypes: this.#text(mapping.flowTypes, `${path}.flowTypes`, 'Add, Update, Delete'),
      name: this.#text(mapping.name, `${path}.name`, ''),
      sourceObjectName: this.#choice(
        mapping.sourceObjectName,
        `${path}.sourceObjectName`,
        objectTypes,
      ),
      targetObjectName: this.#text(mapping.targetObjectName, `${path}.targetObjectName`),
      scope: this.#filter(mapping.scope, `${path}.scope`),
      attributeMappings: this.#list(
        mapping.attributeMappings,
        `${path}.attributeMappings`,
        (one, at) => this.#attributeMapping(one, at),
      ),
    };
  }

  #attributeMapping(given: unknown, path: string): AttributeMapping {
    const mapping = this.#object(given, path);
    const defaultValue = mapping.defaultValue ?? null;
    return {
      targetAttributeName: this.#text(mapping.targetAttributeName, `${path}.targetAttributeName`),
      source: this.#source(mapping.source, `${path}.source`),
      defaultValue: defaultValue === null ? null : this.#text(defaultValue, `${path}.defaultValue`),
      flowType: this.#choice(mapping.flowType ?? 'Always', `${path}.flowType`, attributeFlowTypes),
      flowBehavior: this.#choice(
        mapping.flowBehavior ?? 'FlowWhenChanged',
        `${path}.flowBehavior`,
        flowBehaviors,
      ),
      matchingPriority: this.#number(mapping.matchingPriority, `${path}.matchingPriority`, 0),
      exportMissingReferences: this.#flag(
        mapping.exportMissingReferences,
        `${path}.exportMissingReferences`,
        false,
      ),
    };
  }

  /** Names and parameters of a function are those that its text has, so that they cannot contradict it. */
  #source(given: unknown, path: string): AttributeMappingSource {
    const source = this.#sourcePart(given, path, []);
    if (this.faults.length > 0) return source;
    try {
      return source.type === 'Function' ? sourceOf(expressionOf(source)) : source;
    } catch (error) {
      if (!(error instanceof ExpressionFault)) throw error;
      return source; // `schemaFaults` says what is wrong with the text
    }
  }

  #sourcePart(given: unknown, path: string, within: readonly unknown[]): AttributeMappingSource {
    const none: AttributeMappingSource = {
      type: 'Constant',
      name: '',
      expression: '',
      parameters: [],
    };
    if (within.includes(given) || within.length > DEEPEST) {
      this.#fault(
        path,
        'loop',
        within.includes(given)
          ? `${path} is a parameter of itself.`
          : `${path} has parameters inside parameters, more than ${DEEPEST} deep.`,
      );
      return none;
    }
    const source = this.#object(given, path);
    const inside = [...within, given];
    const expression = this.#text(source.expression, `${path}.expression`, '');
    const part = {
      type: this.#choice(source.type, `${path}.type`, [
        'Attribute',
        'Constant',
        'Function',
      ] as const),
      name: this.#text(source.name, `${path}.name`, ''),
      expression,
      parameters: this.#list(source.parameters, `${path}.parameters`, (one, at) => {
        const parameter = this.#object(one, at);
        return {
          key: this.#text(parameter.key, `${at}.key`, ''),
          value: this.#sourcePart(parameter.value, `${at}.value`, inside),
        };
      }),
    };
    if (part.name === '' && part.type === 'Attribute')
      this.#fault(
        `${path}.name`,
        'required',
        `${path}.name is missing: the name of an attribute, such as mail.`,
      );
    if (part.name === '' && expression === '' && part.type === 'Function')
      this.#fault(`${path}.expression`, 'required', `${path}.expression is missing.`);
    return part;
  }

  #filter(given: unknown, path: string): Filter | null {
    if (given === undefined || given === null) return null;
    const filter = this.#object(given, path);
    const groups = (name: keyof Filter) =>
      this.#list(filter[name], `${path}.${name}`, (one, at) => this.#group(one, at));
    const read = {
      groups: groups('groups'),
      inputFilterGroups: groups('inputFilterGroups'),
      categoryFilterGroups: groups('categoryFilterGroups'),
    };
    return Object.values(read).every(({ length }) => length === 0) ? null : read;
  }

  #group(given: unknown, path: string): FilterGroup {
    const group = this.#object(given, path);
    return {
      name:
        group.name === undefined || group.name === null
          ? null
          : this.#text(group.name, `${path}.name`),
      clauses: this.#list(group.clauses, `${path}.clauses`, (one, at) => {
        const clause = this.#object(one, at);
        const operand = this.#object(clause.targetOperand ?? {}, `${at}.targetOperand`);
        return {
          sourceOperandName: this.#text(clause.sourceOperandName, `${at}.sourceOperandName`),
          operatorName: this.#text(clause.operatorName, `${at}.operatorName`),
          targetOperand: {
            values: this.#list(operand.values, `${at}.targetOperand.values`, (value, place) =>
              this.#text(value, place),
            ),
          },
        };
      }),
    };
  }

  #directory(given: unknown, path: string): DirectoryDefinition {
    const directory = this.#object(given, path);
    return {
      id: this.#text(directory.id, `${path}.id`, ''),
      name: this.#text(directory.name, `${path}.name`),
      objects: this.#list(directory.objects, `${path}.objects`, (one, at) => {
        const object = this.#object(one, at);
        return {
          name: this.#text(object.name, `${at}.name`),
          attributes: this.#list(object.attributes, `${at}.attributes`, (attribute, place) =>
            this.#attribute(attribute, place),
          ),
        };
      }),
    };
  }

  #attribute(given: unknown, path: string): AttributeDefinition {
    const attribute = this.#object(given, path);
    const defaultValue = attribute.defaultValue ?? null;
    return attributeOf(this.#text(attribute.name, `${path}.name`), {
      type: this.#choice(attribute.type ?? 'String', `${path}.type`, attributeTypes),
      anchor: this.#flag(attribute.anchor, `${path}.anchor`, false),
      caseExact: this.#flag(attribute.caseExact, `${path}.caseExact`, false),
      multivalued: this.#flag(attribute.multivalued, `${path}.multivalued`, false),
      required: this.#flag(attribute.required, `${path}.required`, false),
      mutability: this.#choice(attribute.mutability ?? 'ReadWrite', `${path}.mutability`, [
        'ReadWrite',
        'ReadOnly',
        'Immutable',
        'WriteOnly',
      ] as const),
      defaultValue: defaultValue === null ? null : this.#text(defaultValue, `${path}.defaultValue`),
    });
  }

  #object(given: unknown, path: string): Given {
    if (typeof given === 'object' && given !== null && !Array.isArray(given))
      return Object.fromEntries(Object.entries(given));
    this.#fault(path, 'type', `${path || 'The schema'} must be an object.`);
    return {};
  }

  /** A missing list is empty. */
  #list<One>(given: unknown, path: string, read: (one: unknown, path: string) => One): One[] {
    if (given === undefined || given === null) return [];
    if (!Array.isArray(given)) {
      this.#fault(path, 'type', `${path} must be a list.`);
      return [];
    }
    if (given.length > MOST) {
      this.#fault(
        path,
        'too_many',
        `${path} has ${given.length.toLocaleString('en')} entries; it takes at most ${MOST.toLocaleString('en')}.`,
      );
      return [];
    }
    return Array.from<unknown, One>(given, (one, at) => read(one, `${path}.${at}`));
  }

  /** @param absent for a missing value; without it, the value is required */
  #text(given: unknown, path: string, absent?: string): string {
    if ((given === undefined || given === null) && absent !== undefined) return absent;
    if (given === undefined || given === null || (given === '' && absent === undefined))
      this.#fault(path, 'required', `${path} is missing.`);
    else if (typeof given !== 'string') this.#fault(path, 'type', `${path} must be a string.`);
    else if (given.length > LONGEST)
      this.#fault(
        path,
        'too_long',
        `${path} has more than ${LONGEST.toLocaleString('en')} characters.`,
      );
    else if (!given.isWellFormed())
      this.#fault(
        path,
        'unicode',
        `${path} contains half of a surrogate pair, which is not a character.`,
      );
    return typeof given === 'string' ? given : (absent ?? '');
  }

  #flag(given: unknown, path: string, absent: boolean): boolean {
    if (given === undefined || given === null) return absent;
    if (typeof given !== 'boolean') this.#fault(path, 'type', `${path} must be true or false.`);
    return given === true;
  }

  #number(given: unknown, path: string, absent: number): number {
    if (given === undefined || given === null) return absent;
    if (typeof given === 'number' && Number.isSafeInteger(given)) return given;
    this.#fault(path, 'type', `${path} must be a whole number.`);
    return absent;
  }

  #choice<One extends string>(
    given: unknown,
    path: string,
    choices: readonly [One, ...One[]],
  ): One {
    const chosen = choices.find((one) => one === given);
    if (chosen === undefined)
      this.#fault(path, 'unknown', `${path} must be one of ${choices.join(', ')}.`);
    return chosen ?? choices[0];
  }

  #fault(property: string, code: string, message: string): void {
    this.faults.push({ property, code, message });
  }
}
