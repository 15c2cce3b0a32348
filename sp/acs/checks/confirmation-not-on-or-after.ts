import { notOver, readInstant, showRelative } from '../../checking/instant-window.ts';
import { quote } from '../../checking/show-value.ts';
import type { AssertionSubject, Check } from './check.ts';

/** SAML Profiles 4.1.4.2, 4.1.4.3: a bearer confirmation has a NotOnOrAfter, and it has not passed. */
export const confirmationNotOnOrAfter: Check<AssertionSubject> = {
  name: 'confirmation_not_on_or_after',
  title: 'The confirmation of the subject has not expired',
  fault: 'The confirmation of the subject has expired, or has no end',
  clause: 'SAML Profiles 4.1.4.2, 4.1.4.3',
  whatToDo: 'Start the sign-in again. If this repeats, compare the clocks of both sides.',
  run: ({ confirmation, rules }) => {
    const end = readInstant(confirmation?.notOnOrAfter);
    return {
      passed: end !== undefined && notOver(end, rules),
      expected: `an instant after ${rules.shownNow}`,
      found: end ? showRelative(end, rules.now) : quote(confirmation?.notOnOrAfter),
    };
  },
};
