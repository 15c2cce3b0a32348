import { confirmationMethod } from '../../../saml/names.ts';
import { quoteAll } from '../../checking/show-value.ts';
import type { AssertionSubject, Check } from './check.ts';

/** SAML Profiles 4.1.4.2: at least one SubjectConfirmation with the bearer method and with data. */
export const bearer: Check<AssertionSubject> = {
  name: 'bearer',
  title: 'The subject is confirmed by the bearer method',
  fault: 'The subject is not confirmed by the bearer method',
  clause: 'SAML Profiles 4.1.4.2, 3.3',
  whatToDo: 'Configure the identity provider to confirm the subject with the bearer method.',
  run: ({ assertion, confirmation }) => ({
    passed: confirmation !== undefined,
    expected: confirmationMethod.bearer,
    found: quoteAll(assertion.subjectConfirmations.map(({ method }) => method)),
  }),
};
