import { caseKey } from '../../../store/case-key.ts';
import type { Attribute, ResourceType, Schema } from './attribute.ts';
import { commonAttributes } from './common.ts';

/** By its name in any case (RFC 7643 2.1). */
export function attributeNamed(
  attributes: readonly Attribute[] | undefined,
  name: string,
): Attribute | undefined {
  if (!attributes) return undefined;
  let known = byKey.get(attributes);
  if (!known) {
    known = new Map(attributes.map((attribute) => [caseKey(attribute.name), attribute]));
    byKey.set(attributes, known);
  }
  return known.get(caseKey(name));
}

/** Names of thousands of members are looked up for one request. */
const byKey = new WeakMap<readonly Attribute[], ReadonlyMap<string, Attribute>>();

/** An attribute of the core schema, or one that every resource has. */
export const coreAttribute = ({ schema }: ResourceType, name: string): Attribute | undefined =>
  attributeNamed(schema.attributes, name) ?? attributeNamed(commonAttributes, name);

/** The schema of a URN in any case; the core schema too. */
export function schemaOf({ schema, extensions }: ResourceType, urn: string): Schema | undefined {
  const key = caseKey(urn);
  return [schema, ...extensions].find(({ id }) => caseKey(id) === key);
}
