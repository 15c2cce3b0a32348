import { urn } from '../../scim/urns.ts';
import { MAX_PAGE, PAGE } from './limits.ts';
import { badRequest, quoted } from './scim-error.ts';

export interface Paging {
  /** From 1. */
  readonly startIndex: number;
  /** 0 asks for the number of resources only. */
  readonly count: number;
}

/**
 * Which part of a list is asked for (RFC 7644 3.4.2.4): a `startIndex` below 1 means 1, a negative `count` means 0.
 *
 * @throws {ScimError} invalidValue when one is not a whole number
 */
export function readPaging(startIndex: unknown, count: unknown): Paging {
  return {
    startIndex: Math.max(1, wholeNumber('startIndex', startIndex) ?? 1),
    count: Math.min(MAX_PAGE, Math.max(0, wholeNumber('count', count) ?? PAGE)),
  };
}

function wholeNumber(name: string, value: unknown): number | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  if (typeof value === 'string' && /^[+ -]?\d{1,15}$/.test(value)) return Number(value);
  throw badRequest('invalidValue', `${name} must be a whole number, not ${quoted(value)}.`);
}

/** RFC 7644 3.4.2: `Resources` is there also when nothing was found, which Entra relies on. */
export const listResponse = (total: number, startIndex: number, resources: readonly object[]) => ({
  schemas: [urn.listResponse],
  totalResults: total,
  startIndex,
  itemsPerPage: resources.length,
  Resources: resources,
});
