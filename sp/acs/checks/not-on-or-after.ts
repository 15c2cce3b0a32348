import { notOver, readInstant, showRelative } from '../../checking/instant-window.ts';
import { quote } from '../../checking/show-value.ts';
import type { AssertionSubject, Check } from './check.ts';

/** SAML Core 2.5.1.2: NotOnOrAfter of the Conditions, if present, is in the future. */
export const notOnOrAfter: Check<AssertionSubject> = {
  name: 'not_on_or_after',
  title: 'The assertion has not expired',
  fault: 'The assertion has expired',
  clause: 'SAML Core 2.5.1.2',
  whatToDo: 'Start the sign-in again. If this repeats, compare the clocks of both sides.',
  run: ({ assertion: { conditions }, rules }) => {
    const sent = conditions?.notOnOrAfter;
    const end = readInstant(sent);
    return {
      passed: sent === undefined || (end !== undefined && notOver(end, rules)),
      expected: `no NotOnOrAfter, or one after ${rules.shownNow}`,
      found: end ? showRelative(end, rules.now) : quote(sent),
    };
  },
};
