import type { AssertionSubject, Check } from './check.ts';

/** SAML Profiles 4.1.4.2: an assertion for single sign-on says that, when and how the person signed in. */
export const authnStatement: Check<AssertionSubject> = {
  name: 'authn_statement',
  title: 'The assertion says that the person signed in',
  fault: 'The assertion does not say that the person signed in',
  clause: 'SAML Profiles 4.1.4.2; SAML Core 2.7.2',
  whatToDo: 'Configure the identity provider to put an AuthnStatement into the assertion.',
  run: ({ assertion: { authnStatements } }) => ({
    passed: authnStatements.length > 0,
    expected: 'at least 1 AuthnStatement',
    found: `${authnStatements.length}`,
  }),
};
