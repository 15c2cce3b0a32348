import { isJsonObject, type JsonObject } from '../../scim/json.ts';

/** The JSON object in a text; an empty object for anything else. */
export function objectFrom(text: string | undefined): JsonObject {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return isJsonObject(value) ? value : {};
  } catch {
    return {};
  }
}
