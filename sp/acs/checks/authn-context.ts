import { quoteAll } from '../../checking/show-value.ts';
import type { AssertionSubject, Check } from './check.ts';

/** SAML Core 3.3.2.2.1: a request with Comparison exact is answered with exactly the class that it requests. */
export const authnContext: Check<AssertionSubject> = {
  name: 'authn_context',
  title: 'The person signed in the way we requested',
  fault: 'The person did not sign in the way we requested',
  clause: 'SAML Core 3.3.2.2.1',
  whatToDo:
    'Sign in with the method that the company requires, or remove the requested authentication context from its settings.',
  run: ({ assertion: { authnStatements }, pending }) => {
    const asked = pending?.state === 'waiting' ? pending.requestedAuthnContext : null;
    const classes = authnStatements.map(({ classRef }) => classRef ?? 'no class');
    return {
      passed: asked === null || classes.includes(asked),
      expected: asked ?? 'any: we requested no context',
      found: quoteAll(classes),
    };
  },
};
