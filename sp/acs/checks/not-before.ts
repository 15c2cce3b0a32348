import { hasBegun, readInstant, showRelative } from '../../checking/instant-window.ts';
import { quote } from '../../checking/show-value.ts';
import type { AssertionSubject, Check } from './check.ts';

/** SAML Core 2.5.1.2: NotBefore of the Conditions, if present, is not in the future. */
export const notBefore: Check<AssertionSubject> = {
  name: 'not_before',
  title: 'The assertion is already valid',
  fault: 'The assertion is not valid yet',
  clause: 'SAML Core 2.5.1.2',
  whatToDo: 'Compare the clocks of the identity provider and of this server.',
  run: ({ assertion: { conditions }, rules }) => {
    const sent = conditions?.notBefore;
    const begin = readInstant(sent);
    return {
      passed: sent === undefined || (begin !== undefined && hasBegun(begin, rules)),
      expected: `no NotBefore, or one not after ${rules.shownNow}`,
      found: begin ? showRelative(begin, rules.now) : quote(sent),
    };
  },
};
