/** What a job reads from where, and writes to where (Graph, resource type synchronizationSchema). */
export interface SynchronizationSchema {
  readonly id: string;
  readonly version: string;
  readonly synchronizationRules: readonly SynchronizationRule[];
  readonly directories: readonly DirectoryDefinition[];
}

export interface SynchronizationRule {
  readonly id: string;
  readonly name: string;
  readonly editable: boolean;
  readonly priority: number;
  readonly sourceDirectoryName: string;
  readonly targetDirectoryName: string;
  readonly objectMappings: readonly ObjectMapping[];
}

export const objectTypes = ['User', 'Group'] as const;
export type ObjectType = (typeof objectTypes)[number];

/** What may be done to the objects of the application. */
export const flowTypes = ['Add', 'Update', 'Delete'] as const;
export type FlowTypes = (typeof flowTypes)[number];

/** How one kind of object is mapped. */
export interface ObjectMapping {
  readonly enabled: boolean;
  /** Some of `Add, Update, Delete`, separated by commas; `None`. */
  readonly flowTypes: string;
  readonly name: string;
  readonly sourceObjectName: ObjectType;
  /** Name in the target directory, such as `User` or `urn:ietf:params:scim:schemas:core:2.0:Group`. */
  readonly targetObjectName: string;
  /** Which objects; null: all. */
  readonly scope: Filter | null;
  readonly attributeMappings: readonly AttributeMapping[];
}

export const attributeFlowTypes = [
  'Always',
  'ObjectAddOnly',
  'MultiValueAddOnly',
  'ValueAddOnly',
  'AttributeAddOnly',
] as const;
export const flowBehaviors = ['FlowWhenChanged', 'FlowAlways'] as const;

/** One attribute of the application, and where its value comes from. */
export interface AttributeMapping {
  /** Such as `userName` or `emails[type eq "work"].value`. */
  readonly targetAttributeName: string;
  readonly source: AttributeMappingSource;
  /** Only at creation, for a source without a value; null: none. */
  readonly defaultValue: string | null;
  readonly flowType: (typeof attributeFlowTypes)[number];
  readonly flowBehavior: (typeof flowBehaviors)[number];
  /** From 1, the first that is asked; 0: objects are not matched by it. */
  readonly matchingPriority: number;
  readonly exportMissingReferences: boolean;
}

export interface AttributeMappingSource {
  readonly type: 'Attribute' | 'Constant' | 'Function';
  /** Of the attribute or the function; the constant. */
  readonly name: string;
  readonly expression: string;
  readonly parameters: readonly { readonly key: string; readonly value: AttributeMappingSource }[];
}

/** Which objects are in scope: in any group, all of whose clauses hold; without groups, all objects. */
export interface Filter {
  /** An object that leaves them is disabled in the application. */
  readonly groups: readonly FilterGroup[];
  /** An object that leaves these is left alone. */
  readonly inputFilterGroups: readonly FilterGroup[];
  /** Of the application itself; an administrator does not change them. */
  readonly categoryFilterGroups: readonly FilterGroup[];
}

export interface FilterGroup {
  readonly name: string | null;
  readonly clauses: readonly FilterClause[];
}

export interface FilterClause {
  readonly sourceOperandName: string;
  readonly operatorName: string;
  readonly targetOperand: { readonly values: readonly string[] };
}

export interface DirectoryDefinition {
  readonly id: string;
  readonly name: string;
  readonly objects: readonly ObjectDefinition[];
}

export interface ObjectDefinition {
  readonly name: string;
  readonly attributes: readonly AttributeDefinition[];
}

export const attributeTypes = [
  'String',
  'Boolean',
  'Integer',
  'DateTime',
  'Reference',
  'Binary',
] as const;

export interface AttributeDefinition {
  readonly name: string;
  readonly type: (typeof attributeTypes)[number];
  readonly anchor: boolean;
  readonly caseExact: boolean;
  readonly multivalued: boolean;
  readonly required: boolean;
  readonly mutability: 'ReadWrite' | 'ReadOnly' | 'Immutable' | 'WriteOnly';
  readonly defaultValue: string | null;
}

/** The parts of `flowTypes`. */
export const flowTypesOf = ({ flowTypes: text }: Pick<ObjectMapping, 'flowTypes'>): FlowTypes[] =>
  flowTypes.filter((one) => text.split(',').some((part) => part.trim() === one));

/** The mapping of a kind of object, with its rule; `undefined` when there is none. */
export function mappingOf(
  schema: SynchronizationSchema,
  type: ObjectType,
): { rule: SynchronizationRule; mapping: ObjectMapping } | undefined {
  for (const rule of schema.synchronizationRules) {
    const mapping = rule.objectMappings.find(({ sourceObjectName }) => sourceObjectName === type);
    if (mapping) return { rule, mapping };
  }
  return undefined;
}

/** The attributes that the application is said to have for a kind of object. */
export function targetAttributesOf(
  schema: SynchronizationSchema,
  type: ObjectType,
): readonly AttributeDefinition[] {
  const found = mappingOf(schema, type);
  return (
    schema.directories
      .find(({ name }) => name === found?.rule.targetDirectoryName)
      ?.objects.find(({ name }) => name === found?.mapping.targetObjectName)?.attributes ?? []
  );
}

/** An attribute that is a string with one value, unless something else is said. */
export const attributeOf = (
  name: string,
  other: Partial<Omit<AttributeDefinition, 'name'>> = {},
): AttributeDefinition => ({
  name,
  type: 'String',
  anchor: false,
  caseExact: false,
  multivalued: false,
  required: false,
  mutability: 'ReadWrite',
  defaultValue: null,
  ...other,
});
