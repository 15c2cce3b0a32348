import { isJsonObject, type Json, type JsonObject, jsonText } from '../../../scim/json.ts';
import type { ModifiedAttribute } from '../../directory/provisioning/logs.ts';
import type { Roles } from '../expressions/value.ts';
import {
  type AttributeChange,
  type AttributeValue,
  rolesChange,
  rolesValue,
  targetValue,
} from '../wire/index.ts';
import { inType, type MappedValue } from './mapped-values.ts';

/** As the logs show a value (entra-admin.md 4.5; f.3 for Redact). */
const REDACTED = '[Redact]';

/** What is sent, and what the log says of it. */
export interface ChangeSet<Change> {
  readonly changes: readonly Change[];
  readonly modified: readonly ModifiedAttribute[];
}

/** The values of a new object. Null is not sent; the default value of a mapping counts only here (scim.md f.3). */
export function creationOf(values: readonly MappedValue[]): ChangeSet<AttributeValue> {
  const changes: AttributeValue[] = [];
  const modified: ModifiedAttribute[] = [];
  for (const one of values) {
    const { mapping, roles } = one;
    const target = mapping.targetAttributeName;
    const given = roles ? rolesValue(roles.form, roles.roles) : (one.value ?? defaultOf(one));
    if (given === null || given === '' || one.leftOut !== undefined) continue;
    changes.push({ target, value: given });
    modified.push(modifiedOf(one, undefined, given));
  }
  return { changes, modified };
}

const defaultOf = ({ mapping, type }: MappedValue): Json | null =>
  mapping.defaultValue === null
    ? null
    : inType(mapping.defaultValue, type, mapping.targetAttributeName).value;

/** What has to change at an existing object. An empty text clears an attribute, null leaves it as it is. */
export function updateOf(
  values: readonly MappedValue[],
  resource: JsonObject,
): ChangeSet<AttributeChange> {
  const changes: AttributeChange[] = [];
  const modified: ModifiedAttribute[] = [];
  for (const one of values) {
    const before = targetValue(resource, one.mapping.targetAttributeName);
    const change = changeOf(one, before);
    if (!change) continue;
    changes.push(change);
    modified.push(modifiedOf(one, before, change.value ?? null));
  }
  return { changes, modified };
}

function changeOf(one: MappedValue, before: Json | undefined): AttributeChange | undefined {
  const { mapping, value, roles, leftOut } = one;
  const { flowType, flowBehavior, targetAttributeName: target } = mapping;
  if (leftOut !== undefined || flowType === 'ObjectAddOnly') return undefined;
  if (roles) return rolesDiffer(roles, before) ? rolesChange(roles.form, roles.roles) : undefined;
  if (value === null) return undefined;
  const isSet = hasValue(before);
  if (isSet && (flowType === 'AttributeAddOnly' || flowType === 'ValueAddOnly')) return undefined;
  const isSame = isSet ? isEqual(before, value) : value === '';
  if (isSame && flowBehavior !== 'FlowAlways') return undefined;
  return { op: isSet || value === '' ? 'Replace' : 'Add', target, value };
}

const hasValue = (value: Json | undefined): boolean =>
  value !== undefined && value !== null && value !== '';

/** Letter by letter; a boolean or number that the server returns as text is the same. */
const isEqual = (before: Json | undefined, value: Json): boolean => {
  if (typeof value === 'boolean') return jsonText(before).toLowerCase() === String(value);
  return jsonText(before) === jsonText(value);
};

/** Whether roles are missing at the object, or, for the function that removes surplus ones, there are others (scim.md 0). */
function rolesDiffer({ form, roles }: Roles, before: Json | undefined): boolean {
  const present = new Set(Array.isArray(before) ? before.map(roleValue) : []);
  const wanted = roles.map(({ value }) => value);
  if (wanted.some((value) => !present.has(value))) return true;
  return form === 'AssertiveAppRoleAssignmentsComplex' && present.size > wanted.length;
}

/** Servers return a role as an object, or the JSON text that they were sent. */
function roleValue(role: Json): string {
  const value = isJsonObject(role) ? role.value : role;
  if (typeof value !== 'string' || !value.startsWith('{')) return jsonText(value);
  try {
    const inside: unknown = JSON.parse(value);
    return isJsonObject(inside) ? jsonText(inside.value) : value;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return value;
  }
}

function modifiedOf(
  { mapping, isRedacted }: MappedValue,
  before: Json | undefined,
  after: Json,
): ModifiedAttribute {
  const shown = (value: Json | undefined) => {
    if (!hasValue(value)) return null;
    return isRedacted ? REDACTED : inWords(value);
  };
  return {
    displayName: mapping.targetAttributeName,
    oldValue: shown(before),
    newValue: shown(after) ?? '',
  };
}

/** Values are text in the log: "True" for a boolean (scim.md a.4). */
function inWords(value: Json | undefined): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
