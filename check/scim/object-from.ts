import { isJsonObject, type JsonObject } from '../../scim/json.ts';

/** The object in a text; empty if there is none. */
export function objectFrom(text: string | undefined): JsonObject {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return isJsonObject(value) ? value : {};
  } catch {
    return {};
  }
}
