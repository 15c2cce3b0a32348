import { isJsonObject, type Json, type JsonObject, jsonText } from '../../../scim/json.ts';
import { urn } from '../../../scim/urns.ts';

/**
 * The name of a target attribute in a mapping, taken apart: `userName`, `name.givenName`, `emails[type eq "work"].value`,
 * `urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department`. Attributes of the Peakon extension may contain spaces.
 */
export interface TargetName {
  /** The schema that qualifies it. */
  readonly urn?: string;
  readonly attribute: string;
  /** Which value of a multi-valued attribute. */
  readonly filter?: { readonly attribute: string; readonly value: string };
  readonly sub?: string;
}

const NAME = /^(?<attribute>[^.[]+)(?:\[(?<by>\S+) eq "(?<value>[^"]*)"\])?(?:\.(?<sub>.+))?$/i;

/** A name that fits no form is an attribute of that name: Entra sends it as it was typed. */
export function readTargetName(target: string): TargetName {
  const { schema, rest } = splitSchema(target);
  const groups = NAME.exec(rest)?.groups;
  const { attribute = rest, by, value, sub } = groups ?? {};
  return {
    ...(schema !== undefined && { urn: schema }),
    attribute,
    ...(by !== undefined && value !== undefined && { filter: { attribute: by, value } }),
    ...(sub !== undefined && { sub }),
  };
}

/** The attribute is behind the colon after the schema's last dot-free part: `...:2.0:User` `:department`. */
function splitSchema(target: string): { schema?: string; rest: string } {
  if (!/^urn:/i.test(target)) return { rest: target };
  const bracket = target.indexOf('[');
  const colon = target.lastIndexOf(':', bracket < 0 ? target.length : bracket);
  return { schema: target.slice(0, colon), rest: target.slice(colon + 1) };
}

/** What a resource holds at a target attribute: what to compare with the value that would be sent. A manager is its `value`, whether object or text. */
export function targetValue(resource: JsonObject, target: string): Json | undefined {
  const name = readTargetName(target);
  const holder = holderOf(resource, name);
  const value = holder && get(holder, name.attribute);
  const chosen = name.filter ? elementOf(value, name.filter) : value;
  if (name.sub !== undefined) return isJsonObject(chosen) ? get(chosen, name.sub) : undefined;
  if (isReference(name) && isJsonObject(chosen)) return get(chosen, 'value');
  return chosen;
}

/** The attribute that refers to another user (RFC 7643 4.3). */
export const isReference = ({ attribute, sub }: TargetName): boolean =>
  attribute.toLowerCase() === 'manager' && sub === undefined;

const isCore = (schema: string) =>
  [urn.user, urn.group].some((each) => each.toLowerCase() === schema.toLowerCase());

/** Attributes of the core schemas are at the top, qualified or not (RFC 7643 3.3, RFC 7644 3.10). */
function holderOf(resource: JsonObject, name: TargetName): JsonObject | undefined {
  if (name.urn === undefined || isCore(name.urn)) return resource;
  const extension = get(resource, name.urn);
  return isJsonObject(extension) ? extension : undefined;
}

function elementOf(
  value: Json | undefined,
  { attribute, value: wanted }: NonNullable<TargetName['filter']>,
): Json | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.find(
    (each: Json) =>
      isJsonObject(each) && jsonText(get(each, attribute)).toLowerCase() === wanted.toLowerCase(),
  );
}

/** Names of attributes are compared without case (RFC 7643 2.1). */
function get(object: JsonObject, name: string): Json | undefined {
  const key = Object.keys(object).find((each) => each.toLowerCase() === name.toLowerCase());
  return key === undefined ? undefined : object[key];
}

/** Puts a value where the attribute belongs in a new resource. */
export function placeValue(
  resource: Record<string, Json | undefined>,
  target: string,
  value: Json,
): void {
  const name = readTargetName(target);
  const holder =
    name.urn === undefined || isCore(name.urn) ? resource : childOf(resource, name.urn);
  if (name.filter) {
    const element = elementToFill(holder, name.attribute, name.filter);
    element[name.sub ?? 'value'] = value;
  } else if (name.sub !== undefined) childOf(holder, name.attribute)[name.sub] = value;
  else holder[name.attribute] = value;
}

function childOf(
  holder: Record<string, Json | undefined>,
  key: string,
): Record<string, Json | undefined> {
  const child = { ...(isJsonObject(holder[key]) ? holder[key] : {}) };
  holder[key] = child;
  return child;
}

/** Entra marks the work address as primary, as the sample of its documentation does; `primary eq "True"` makes a boolean. */
function elementToFill(
  holder: Record<string, Json | undefined>,
  attribute: string,
  filter: NonNullable<TargetName['filter']>,
): Record<string, Json | undefined> {
  const given = holder[attribute];
  const elements = Array.isArray(given) ? [...given] : [];
  const found = elementOf(elements, filter);
  const element: Record<string, Json | undefined> = {
    ...(isJsonObject(found) ? found : newElement(attribute, filter)),
  };
  const at = found === undefined ? elements.length : elements.indexOf(found);
  elements[at] = element;
  holder[attribute] = elements;
  return element;
}

function newElement(
  attribute: string,
  filter: NonNullable<TargetName['filter']>,
): Record<string, Json> {
  const isPrimary = filter.attribute.toLowerCase() === 'primary';
  if (isPrimary) return { primary: filter.value.toLowerCase() === 'true' };
  const first = attribute === 'emails' && filter.value === 'work';
  return { ...(first && { primary: true }), [filter.attribute]: filter.value };
}
