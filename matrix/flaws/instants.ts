/** Points in time, with 3 minutes of skew. */
import { attribute } from './document.ts';
import type { RuleBook } from './rules.ts';

export const SKEW = 180_000; // ms

export function requireInstant(element: Element, rules: RuleBook): void {
  const at = instant(attribute(element, 'IssueInstant'));
  rules.require('issue-instant-format', at !== undefined);
  if (at === undefined) return;
  const age = Date.now() - at;
  rules.require('issue-instant-window', age <= 600_000 && age >= -SKEW);
}

/** ms since 1970 of an xs:dateTime in UTC; undefined for anything else. */
function instant(text: string | undefined): number | undefined {
  if (text === undefined || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(text))
    return undefined;
  const value = Date.parse(text);
  // Date.parse takes 30 February for 2 March.
  const exists =
    !Number.isNaN(value) && new Date(value).toISOString().startsWith(text.slice(0, 19));
  return exists ? value : undefined;
}

/** A bound that is there must be readable. */
export function bound(element: Element, name: string, rules: RuleBook): number | undefined {
  const text = attribute(element, name);
  if (text === undefined) return undefined;
  const value = instant(text);
  rules.require('issue-instant-format', value !== undefined, text);
  return value;
}
