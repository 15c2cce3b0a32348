import { quote } from '../../checking/show-value.ts';
import type { AssertionSubject, Check } from './check.ts';

/** SAML Core 2.3.3: the Version of an Assertion is 2.0. */
export const assertionVersion: Check<AssertionSubject> = {
  name: 'assertion_version',
  title: 'The assertion is SAML 2.0',
  fault: 'The assertion is not SAML 2.0',
  clause: 'SAML Core 2.3.3, 4.1',
  whatToDo: 'Configure the identity provider to use SAML 2.0 for this application.',
  run: ({ assertion }) => ({
    passed: assertion.version === '2.0',
    expected: '2.0',
    found: quote(assertion.version),
  }),
};
