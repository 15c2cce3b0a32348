import { isJsonObject, type Json, type JsonObject } from '../../../scim/json.ts';
import { urn } from '../../../scim/urns.ts';
import { type AttributeDefinition, attributeOf, type ObjectType } from './schema.ts';

/**
 * The attributes that the schemas of an application describe (RFC 7643 7), under the names that mappings have for them: `name.givenName`,
 * `emails[type eq "work"].value`, `urn:...:User:department`.
 *
 * @param schemas the `Resources` of `/Schemas`
 */
export function discoveredAttributes(
  schemas: readonly JsonObject[],
  type: ObjectType,
): AttributeDefinition[] {
  const core = type === 'User' ? urn.user : urn.group;
  const ending = `:${type}`.toLowerCase();
  return schemas.flatMap(({ id, attributes }) => {
    if (typeof id !== 'string' || !id.toLowerCase().endsWith(ending)) return [];
    const isCore = id.toLowerCase() === core.toLowerCase();
    const all = objects(attributes).flatMap(namesOf);
    return isCore ? all : all.map((one) => ({ ...one, name: `${id}:${one.name}` }));
  });
}

/** The same attributes, and those that are new by their names. */
export function withDiscovered(
  known: readonly AttributeDefinition[],
  found: readonly AttributeDefinition[],
): AttributeDefinition[] {
  const names = new Set(known.map(({ name }) => name.toLowerCase()));
  return [...known, ...found.filter(({ name }) => !names.has(name.toLowerCase()))];
}

const objects = (value: Json | undefined): JsonObject[] =>
  Array.isArray(value) ? value.filter(isJsonObject) : [];

/** Never mapped: what the server says about the resource, and a password, which Entra never provisions (entra-admin.md 4.3). */
const leftOut = ['schemas', 'meta', 'password'];

function namesOf(attribute: JsonObject): AttributeDefinition[] {
  const { name, type, multiValued } = attribute;
  if (typeof name !== 'string' || leftOut.includes(name)) return [];
  const isMany = multiValued === true;
  if (type !== 'complex') return [definition(name, attribute, isMany)];
  const parts = objects(attribute.subAttributes);
  const part = (wanted: string) => parts.find((one) => one.name === wanted);
  if (part('value') && part('$ref'))
    return [attributeOf(name, { type: 'Reference', multivalued: isMany })];
  const values = parts.filter((one) => typeof one.name === 'string' && !marks.includes(one.name));
  if (!isMany) return values.map((one) => definition(`${name}.${String(one.name)}`, one));
  const kinds = part('type')?.canonicalValues;
  if (!Array.isArray(kinds) || kinds.length === 0)
    return [attributeOf(name, { multivalued: true })];
  return kinds.flatMap((kind) =>
    values.map((one) => definition(`${name}[type eq "${String(kind)}"].${String(one.name)}`, one)),
  );
}

/** What tells the values of an attribute apart, or repeats one. */
const marks = ['type', 'primary', 'display', '$ref'];

/** A `reference` of SCIM is an address, which is a text to a mapping (RFC 7643 2.3.7). */
const types: Readonly<Record<string, AttributeDefinition['type']>> = {
  boolean: 'Boolean',
  integer: 'Integer',
  dateTime: 'DateTime',
  binary: 'Binary',
};
const mutabilities: Readonly<Record<string, AttributeDefinition['mutability']>> = {
  readOnly: 'ReadOnly',
  immutable: 'Immutable',
  writeOnly: 'WriteOnly',
};

const definition = (
  name: string,
  { type, required, caseExact, mutability }: JsonObject,
  multivalued = false,
): AttributeDefinition =>
  attributeOf(name, {
    type: types[String(type)] ?? 'String',
    multivalued,
    required: required === true,
    caseExact: caseExact === true,
    mutability: mutabilities[String(mutability)] ?? 'ReadWrite',
  });
