import type { Link } from '../../directory/provisioning/links.ts';
import { creationOf, updateOf } from '../export/change-set.ts';
import {
  type MappedValue,
  mappedValues,
  type ReadyObjectMapping,
} from '../export/mapped-values.ts';
import type { SourceObject } from '../expressions/value.ts';
import { type FlowTypes, flowTypesOf } from '../schema/schema.ts';
import {
  createGroup,
  createUser,
  deleteResource,
  type ResourceType,
  updateResource,
} from '../wire/index.ts';
import { type Result, skipped } from './outcome.ts';
import type { Run } from './run.ts';
import {
  claim,
  createTarget,
  leftOut,
  requireMandatory,
  type TargetObject,
} from './target-object.ts';
import type { Trail } from './trail.ts';

/** A user or group that the application should have. */
export interface Wanted {
  readonly type: ResourceType;
  readonly mapping: ReadyObjectMapping;
  /** Its id in the tenant. */
  readonly id: string;
  /** By which the log calls it. */
  readonly name: string;
  readonly source: SourceObject;
}

/** Whether the mapping lets objects be created, updated or deleted. */
export const mayFlow = ({ object }: ReadyObjectMapping, type: FlowTypes): boolean =>
  flowTypesOf(object).includes(type);

const newLink = (objectType: ResourceType, sourceId: string, targetId: string): Link => ({
  ...{ sourceId, objectType, targetId },
  state: 'provisioned',
  references: {},
});

/** Creates the object in the application, unless the mapping has no flow type Add. */
export async function createObject(
  run: Run,
  trail: Trail,
  { type, mapping, id, name, source }: Wanted,
): Promise<Result> {
  if (!mayFlow(mapping, 'Add'))
    return skipped(trail, 'FlowTypeDisabled', 'The mapping does not allow to create objects.');
  const values = mappedValues(mapping, source);
  const { changes, modified } = creationOf(values);
  trail.begin('create', modified);
  requireMandatory(run, type, modified);
  const { dialect } = run.connection;
  const request = type === 'User' ? createUser(changes) : createGroup(changes, dialect);
  const targetId = await createTarget(trail, request);
  await claim(run, type, targetId, id);
  trail.setTarget(targetId, name);
  trail.step('EntryExportAdd', 'export', `${type} '${name}' was created.`, {
    details: leftOut(values),
  });
  return { status: 'success', link: newLink(type, id, targetId), isExported: true };
}

/** Attributes without a value cannot differ; those that were left out are named in the details. */
const redundant = (values: readonly MappedValue[]) =>
  values.some((one) => one.leftOut !== undefined)
    ? 'The application has all other values already; some attributes were left out.'
    : 'The application has all values already.';

/** Writes what differs in the application, unless the mapping has no flow type Update. */
export async function updateObject(
  run: Run,
  trail: Trail,
  { type, mapping, id, name, source }: Wanted,
  target: TargetObject,
  link: Link | undefined,
): Promise<Result> {
  trail.setTarget(target.id, name);
  const known = link?.targetId === target.id ? link : newLink(type, id, target.id);
  const kept: Link = { ...known, state: 'provisioned' };
  const values = mappedValues(mapping, source);
  const { changes, modified } = updateOf(values, target.resource);
  if (changes.length === 0)
    return {
      ...skipped(trail, 'RedundantExport', redundant(values), leftOut(values)),
      link: kept,
    };
  if (!mayFlow(mapping, 'Update'))
    return {
      ...skipped(trail, 'FlowTypeDisabled', 'The mapping does not allow to update objects.'),
      link: kept,
    };
  trail.begin('update', modified);
  await trail.request(updateResource(type, target.id, changes, run.connection.dialect));
  trail.step('EntryExportUpdate', 'export', `${type} '${name}' was updated.`, {
    details: leftOut(values),
  });
  return { status: 'success', link: kept, isExported: true };
}

/** Deletes the object in the application, unless the mapping has no flow type Delete. One that is gone there already is no failure. */
export async function deleteObject(
  trail: Trail,
  { type, mapping }: Pick<Wanted, 'type' | 'mapping'>,
  targetId: string,
): Promise<Result> {
  if (!mayFlow(mapping, 'Delete'))
    return {
      ...skipped(trail, 'FlowTypeDisabled', 'The mapping does not allow to delete objects.'),
      link: 'removed',
    };
  trail.begin('delete');
  const { answer } = await trail.request(deleteResource(type, targetId), [404]);
  const was = answer?.status === 404 ? 'was deleted in the application already' : 'was deleted';
  trail.step('EntryExportDelete', 'export', `${type} '${targetId}' ${was}.`);
  return { status: 'success', link: 'removed', isExported: true };
}
