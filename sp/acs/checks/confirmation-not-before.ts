import { quote } from '../../checking/show-value.ts';
import type { AssertionSubject, Check } from './check.ts';

/** SAML Profiles 4.1.4.2: a bearer confirmation must not contain NotBefore. */
export const confirmationNotBefore: Check<AssertionSubject> = {
  name: 'confirmation_not_before',
  title: 'The confirmation of the subject has no NotBefore',
  fault: 'The confirmation of the subject has a NotBefore',
  clause: 'SAML Profiles 4.1.4.2',
  whatToDo: 'Configure the identity provider to leave NotBefore out of SubjectConfirmationData.',
  run: ({ confirmation }) => ({
    passed: confirmation !== undefined && confirmation.notBefore === undefined,
    expected: 'no NotBefore in SubjectConfirmationData',
    found: confirmation?.notBefore === undefined ? 'none' : quote(confirmation.notBefore),
  }),
};
