import { caseKey } from '../../../store/case-key.ts';
import type { Attribute, ResourceType, Schema } from './attribute.ts';
import { commonAttributes } from './common.ts';

/** By its name in any case (RFC 7643 2.1). */
export function attributeNamed(
  attributes: readonly Attribute[] | undefined,
  name: string,
): Attribute | undefined {
  const key = caseKey(name);
  return attributes?.find((attribute) => caseKey(attribute.name) === key);
}

/** An attribute of the core schema, or one that every resource has. */
export const coreAttribute = ({ schema }: ResourceType, name: string): Attribute | undefined =>
  attributeNamed(schema.attributes, name) ?? attributeNamed(commonAttributes, name);

/** The schema of a URN in any case; the core schema too. */
export function schemaOf({ schema, extensions }: ResourceType, urn: string): Schema | undefined {
  const key = caseKey(urn);
  return [schema, ...extensions].find(({ id }) => caseKey(id) === key);
}
