import { hasBegun, readInstant, showRelative } from '../../checking/instant-window.ts';
import { quote } from '../../checking/show-value.ts';
import type { AssertionSubject, Check } from './check.ts';

/** SAML Core 2.3.3 with 1.3.3: an existing instant in UTC, not in the future. */
export const assertionIssueInstant: Check<AssertionSubject> = {
  name: 'assertion_issue_instant',
  title: 'The assertion was issued at a valid instant that is not in the future',
  fault: 'The assertion was issued in the future, or its issue instant is not valid',
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
