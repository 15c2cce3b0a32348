import { InvalidInput } from '../../input/invalid-input.ts';
import { GraphError } from './graph-error.ts';

/** The members of a body that is a JSON object. @throws {GraphError} 400 `BadRequest` for anything else */
export function objectBody(body: unknown): Readonly<Record<string, unknown>> {
  if (typeof body === 'object' && body !== null && !Array.isArray(body))
    return body as Record<string, unknown>;
  throw new GraphError(400, 'BadRequest', 'The request body must be a JSON object.');
}

/**
 * Key and value pairs, as in `secrets` and `credentials`.
 *
 * @param property that the body has them under, for errors
 * @throws {InvalidInput} when it is no list of objects with the strings key and value
 */
export function keyValuePairs(given: unknown, property: string): { key: string; value: string }[] {
  if (!Array.isArray(given)) throw pairsFault(property, `${property} must be a list of pairs.`);
  return given.map((one: unknown, position) => {
    const { key, value } = (one ?? {}) as Record<string, unknown>;
    if (typeof key === 'string' && typeof value === 'string') return { key, value };
    const message = `Each pair of ${property} has the strings key and value.`;
    throw pairsFault(`${property}.${position}`, message);
  });
}

const pairsFault = (property: string, message: string) =>
  new InvalidInput([{ property, code: 'type', message }]);
