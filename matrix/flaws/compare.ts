/** Comparing a URI with the right one. Lazy ways to compare are the flaws of some service providers. */
import type { RuleBook } from './rules.ts';

export type Compared = 'audience' | 'recipient' | 'destination' | 'issuer';

/** Whether it is the right one: the same code points (SAML Core 1.3.2), unless one of the rules is off. */
export function isRight(found: string, right: string, what: Compared, rules: RuleBook): boolean {
  if (found === right || !rules.has(`${what}-equal`)) return true;
  if (found.trim() === right) return !rules.has(`${what}-space`);
  if (found.toLowerCase() === right.toLowerCase()) return !rules.has(`${what}-case`);
  const near = found.includes(right) || (found !== '' && right.startsWith(found));
  return near && !rules.has(`${what}-whole`);
}
