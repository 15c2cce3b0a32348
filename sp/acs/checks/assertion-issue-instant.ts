import { hasBegun, readInstant, showRelative } from '../../checking/instant-window.ts';
import { quote } from '../../checking/show-value.ts';
import type { AssertionSubject, Check } from './check.ts';

/** SAML Core 2.3.3 with 1.3.3: an instant in UTC that exists, and not one in the future. */
export const assertionIssueInstant: Check<AssertionSubject> = {
  name: 'assertion_issue_instant',
  title: 'The assertion was issued at a real instant that is not in the future',
  fault: 'The assertion was issued in the future, or at no real instant',
  clause: 'SAML Core 2.3.3, 1.3.3',
  whatToDo: 'Compare the clocks of the identity provider and of this server.',
  run: ({ assertion, rules }) => {
    const issued = readInstant(assertion.issueInstant);
    return {
      passed: issued !== undefined && hasBegun(issued, rules),
      expected: `an instant in UTC, not after ${rules.shownNow}`,
      found: issued ? showRelative(issued, rules.now) : quote(assertion.issueInstant),
    };
  },
};
