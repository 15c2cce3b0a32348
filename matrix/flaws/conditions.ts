/** Conditions (SAML Core 2.5). */
import { isRight } from './compare.ts';
import { child, children, ns, textOf } from './document.ts';
import type { Configuration } from './exchange.ts';
import { bound, SKEW } from './instants.ts';
import type { RuleBook } from './rules.ts';

export function requireConditions(
  assertion: Element,
  { entityId }: Configuration,
  rules: RuleBook,
): void {
  const conditions = child(assertion, ns.assertion, 'Conditions', rules);
  if (!conditions) {
    rules.require('audience-present', false);
    return;
  }
  const notBefore = bound(conditions, 'NotBefore', rules);
  const notOnOrAfter = bound(conditions, 'NotOnOrAfter', rules);
  const skew = rules.has('conditions-skew') ? SKEW : 5 * SKEW;
  if (notBefore !== undefined) rules.require('not-before', notBefore <= Date.now() + skew);
  if (notOnOrAfter !== undefined)
    rules.require('not-on-or-after', notOnOrAfter > Date.now() - skew);
  for (const one of Array.from(conditions.childNodes)) {
    if (one.nodeType !== 1) continue;
    const known = ['AudienceRestriction', 'OneTimeUse', 'ProxyRestriction'];
    rules.require('unknown-condition', known.includes((one as Element).localName), one.nodeName);
  }
  const restrictions = children(conditions, ns.assertion, 'AudienceRestriction', rules);
  rules.require('audience-present', restrictions.length > 0);
  const outcomes = restrictions.map((one) => audienceFits(one, entityId, rules));
  const fits = rules.has('audience-every') ? outcomes.every(Boolean) : outcomes.some(Boolean);
  if (restrictions.length > 0) rules.require('audience-equal', fits);
}

function audienceFits(restriction: Element, entityId: string, rules: RuleBook): boolean {
  const audiences = children(restriction, ns.assertion, 'Audience', rules).map(
    (one) => textOf(one, rules) ?? '',
  );
  return audiences.some((one) => isRight(one, entityId, 'audience', rules));
}
