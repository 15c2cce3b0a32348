import { hasBegun, readInstant, show, showRelative } from '../../checking/instant-window.ts';
import { quote } from '../../checking/show-value.ts';
import type { AssertionSubject, Check } from './check.ts';

/**
 * SAML Core 2.7.2: the instant at which the person signed in is not in the future. SAML Core 3.4.1: when our request had
 * ForceAuthn, it is not before that request either.
 */
export const authnInstant: Check<AssertionSubject> = {
  name: 'authn_instant',
  title: 'The person signed in at a plausible time',
  fault: 'The person signed in at an implausible time',
  clause: 'SAML Core 2.7.2, 3.4.1',
  whatToDo:
    'Compare the clocks of both sides. If the request demands a fresh sign-in (ForceAuthn), the identity provider must honour it.',
  run: ({ assertion: { authnStatements }, pending, rules }) => {
    const since = pending?.state === 'waiting' && pending.forceAuthn ? pending.issuedAt : undefined;
    const earliest = since ? since.getTime() - rules.skewSeconds * 1000 : Number.NEGATIVE_INFINITY;
    const instants = authnStatements.map((statement) => readInstant(statement.authnInstant));
    const fits = (instant: Date | undefined) =>
      instant !== undefined && hasBegun(instant, rules) && instant.getTime() >= earliest;
    const shown = Math.max(
      0,
      instants.findIndex((instant) => !fits(instant)),
    );
    const instant = instants[shown];
    return {
      passed: instants.length > 0 && instants.every(fits),
      expected: `${since ? `from ${show(since)} (ForceAuthn) ` : 'any time '}until ${rules.shownNow}`,
      found: instant
        ? showRelative(instant, rules.now)
        : quote(authnStatements[shown]?.authnInstant),
    };
  },
};
