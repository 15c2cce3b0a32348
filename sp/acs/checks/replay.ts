import type { AssertionSubject, Check } from './check.ts';

/**
 * SAML Profiles 4.1.4.5: a bearer assertion is not accepted twice within its validity; that covers OneTimeUse as well
 * (SAML Core 2.5.1.5). This check gives a clear answer; the unique constraint decides when the session is opened.
 */
export const replay: Check<AssertionSubject> = {
  name: 'replay',
  title: 'The assertion is used for the first time',
  fault: 'The assertion was used before',
  clause: 'SAML Profiles 4.1.4.5; SAML Core 2.5.1.5',
  whatToDo: 'This response was already used for a sign-in. Start a new sign-in.',
  run: ({ assertion, seenBefore }) => ({
    passed: !seenBefore,
    expected: 'an assertion ID that was not accepted before',
    found: seenBefore ? `${assertion.id}, accepted before` : assertion.id,
  }),
};
