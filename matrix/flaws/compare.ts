/** Comparing a URI with the right one. Lazy ways to compare are the flaws of some service providers. */
import type { Rule, RuleBook } from './rules.ts';

export type Compared = 'audience' | 'recipient' | 'destination' | 'issuer';

/** Whether it is the right one: the same code points (SAML Core 1.3.2), unless one of the rules is off. */
export function isRight(found: string, right: string, what: Compared, rules: RuleBook): boolean {
  const lazily: readonly [rule: string, fits: boolean][] = [
    [`${what}-equal`, true],
    [`${what}-case`, found.toLowerCase() === right.toLowerCase()],
    [`${what}-as-written`, normalised(found) === normalised(right)],
    [`${what}-whole`, found.includes(right) || (found !== '' && right.startsWith(found))],
  ];
  return found === right || lazily.some(([rule, fits]) => fits && !rules.has(rule as Rule));
}

function normalised(uri: string): string {
  const { href = uri } = URL.parse(uri) ?? {};
  return decodeURIComponent(href);
}
