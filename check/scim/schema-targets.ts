import { scimWire } from '../../idp/index.ts';
import { isJsonObject, type JsonObject, jsonText } from '../../scim/json.ts';
import { urn } from '../../scim/urns.ts';
import { list } from './stage.ts';

/** Target attributes that the schemas do not describe. Names are compared without case, as Microsoft's suite does (scim.md b.3, 15). */
export const missingTargets = (
  schemas: readonly JsonObject[],
  targets: readonly string[],
): string[] => targets.filter((target) => !describes(schemas, scimWire.readTargetName(target)));

function describes(
  schemas: readonly JsonObject[],
  { urn: schema = urn.user, attribute, sub }: scimWire.TargetName,
): boolean {
  // RFC 7643 3.1: every resource has it, so that schemas need not describe it.
  if (schema === urn.user && attribute === 'externalId') return true;
  const found = named(schemas, schema, 'id');
  const described = found && named(list(found.attributes), attribute);
  if (!described) return false;
  return sub === undefined || named(list(described.subAttributes), sub) !== undefined;
}

const named = (all: readonly unknown[], name: string, by = 'name'): JsonObject | undefined =>
  all
    .filter(isJsonObject)
    .find((each) => jsonText(each[by] ?? '').toLowerCase() === name.toLowerCase());

/** A text attribute of an extension that is neither core nor enterprise, as `URN:attribute`. */
export function customAttributeOf(schemas: readonly JsonObject[]): string | undefined {
  const known: readonly string[] = [urn.user, urn.enterpriseUser, urn.group];
  for (const schema of schemas) {
    const { id, attributes } = schema;
    if (typeof id !== 'string' || known.includes(id) || !/:user$/i.test(id)) continue;
    const attribute = list(attributes).find(
      (each) =>
        isJsonObject(each) &&
        typeof each.name === 'string' &&
        each.type === 'string' &&
        each.multiValued !== true &&
        (each.mutability ?? 'readWrite') === 'readWrite' &&
        each.canonicalValues === undefined,
    );
    if (isJsonObject(attribute)) return `${id}:${attribute.name}`;
  }
  return undefined;
}
