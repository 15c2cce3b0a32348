import {
  type AttributeDefinition,
  type AttributeMapping,
  attributeOf,
  type ObjectMapping,
  type ObjectType,
  type SynchronizationSchema,
} from '../schema/schema.ts';
import { directSource, sourceOf } from '../schema/source.ts';
import { SOURCE_DIRECTORY, sourceAttributes } from '../schema/source-attributes.ts';

/** What a job starts from (Graph, resource type synchronizationTemplate). */
export interface SynchronizationTemplate {
  readonly id: string;
  readonly factoryTag: string;
  readonly default: boolean;
  readonly schema: SynchronizationSchema;
}

/** A mapping in short: the source is an attribute, or an expression when it has a parenthesis. */
export const mapped = (
  target: string,
  source: string,
  other: Partial<AttributeMapping> = {},
): AttributeMapping => ({
  targetAttributeName: target,
  source: source.includes('(') ? sourceOf(source) : directSource(source),
  defaultValue: null,
  flowType: 'Always',
  flowBehavior: 'FlowWhenChanged',
  matchingPriority: 0,
  exportMissingReferences: false,
  ...other,
});

/** `active` as Entra maps it by default (scim.md a.3). */
export const ACTIVE = 'Switch([IsSoftDeleted], , "False", "True", "True", "False")';

interface TargetObject {
  readonly type: ObjectType;
  /** Its name in the application's directory. */
  readonly name: string;
  readonly mappings: readonly AttributeMapping[];
  readonly attributes: readonly AttributeDefinition[];
}

/** A schema with one rule. @param application name of the target directory */
export function schemaFor(
  id: string,
  application: string,
  objects: readonly TargetObject[],
): SynchronizationSchema {
  return {
    id,
    version: 'Date: 2026-06-01T00:00:00.0000000Z',
    synchronizationRules: [
      {
        id: `${id}-rule`,
        name: 'USER_OUTBOUND_USER',
        editable: true,
        priority: 1,
        sourceDirectoryName: SOURCE_DIRECTORY,
        targetDirectoryName: application,
        objectMappings: objects.map((object) => objectMapping(application, object)),
      },
    ],
    directories: [
      {
        id: `${id}-source`,
        name: SOURCE_DIRECTORY,
        objects: [
          { name: 'User', attributes: sourceAttributes.User },
          { name: 'Group', attributes: sourceAttributes.Group },
        ],
      },
      {
        id: `${id}-target`,
        name: application,
        objects: objects.map(({ name, attributes }) => ({ name, attributes })),
      },
    ],
  };
}

const objectMapping = (application: string, object: TargetObject): ObjectMapping => ({
  enabled: true,
  flowTypes: 'Add, Update, Delete',
  // As the page shows it (entra-admin.md 1.8).
  name: `Synchronize Microsoft Entra ${object.type === 'User' ? 'users' : 'groups'} to ${application}`,
  sourceObjectName: object.type,
  targetObjectName: object.name,
  scope: null,
  attributeMappings: object.mappings,
});

/** The attribute that every resource of SCIM has (RFC 7643 3.1). */
export const anchor = attributeOf('id', { anchor: true, required: false, mutability: 'ReadOnly' });
