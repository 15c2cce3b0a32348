import { isJsonObject, type JsonObject, jsonText } from '../../../scim/json.ts';
import { mappedValue, type ReadyObjectMapping } from '../export/mapped-values.ts';
import type { SourceObject } from '../expressions/value.ts';
import { targetValue } from '../wire/index.ts';

/** One question to the application: who has this value? */
export interface MatchQuestion {
  readonly attribute: string;
  readonly value: string;
}

/** The questions by precedence; the first that finds somebody counts, and none is combined with another (entra-admin.md 4.3). */
export function matchQuestions(
  { matching }: ReadyObjectMapping,
  source: SourceObject,
): MatchQuestion[] {
  return matching.flatMap((one) => {
    const { value } = mappedValue(one, source);
    if (value === null || value === '') return [];
    return [{ attribute: one.mapping.targetAttributeName, value: String(value) }];
  });
}

/** What an answer to a question says. */
export type MatchAnswer =
  | { readonly kind: 'none' }
  | { readonly kind: 'one'; readonly id: string; readonly resource: JsonObject }
  | { readonly kind: 'several'; readonly count: number }
  /** The server found somebody who does not have the value. */
  | { readonly kind: 'wrong'; readonly found: string }
  /** The server says that there is somebody, and not who. */
  | { readonly kind: 'unreadable'; readonly what: string };

/** @param list a ListResponse */
export function readMatch(list: JsonObject, { attribute, value }: MatchQuestion): MatchAnswer {
  const resources = Array.isArray(list.Resources) ? list.Resources.filter(isJsonObject) : [];
  const count = Math.max(resources.length, Number(jsonText(list.totalResults ?? 0)));
  const [resource] = resources;
  if (count > 1) return { kind: 'several', count };
  if (!resource)
    return count === 0
      ? { kind: 'none' }
      : { kind: 'unreadable', what: `totalResults ${count} and no resource` };
  if (typeof resource.id !== 'string' || resource.id === '')
    return { kind: 'unreadable', what: 'a resource without an id that is a text' };
  const found = targetValue(resource, attribute);
  // Values are compared without case (RFC 7643 4.1); a server may leave the attribute out.
  const isIt = found === undefined || jsonText(found).toLowerCase() === value.toLowerCase();
  return isIt
    ? { kind: 'one', id: resource.id, resource }
    : { kind: 'wrong', found: jsonText(found) };
}
