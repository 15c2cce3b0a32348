import { quoteAll } from '../../checking/show-value.ts';
import type { AssertionSubject, Check } from './check.ts';

/** SAML Core 2.5.1.1: a condition that is not understood makes the validity indeterminate, so the sign-in is refused. */
export const unknownCondition: Check<AssertionSubject> = {
  name: 'unknown_condition',
  title: 'Every condition of the assertion is understood',
  fault: 'The assertion has a condition that is not understood',
  clause: 'SAML Core 2.5.1.1',
  whatToDo:
    'Configure the identity provider to leave out conditions that are not part of SAML 2.0.',
  run: ({ assertion: { conditions } }) => {
    const unknown = conditions?.unknown ?? [];
    return {
      passed: unknown.length === 0,
      expected: 'no unknown Condition',
      found: unknown.length === 0 ? 'none' : quoteAll(unknown),
    };
  },
};
