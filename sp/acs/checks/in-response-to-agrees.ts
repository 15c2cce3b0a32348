import { quote } from '../../checking/show-value.ts';
import type { AssertionSubject, Check } from './check.ts';

/**
 * SAML Profiles 4.1.4.2: Response and SubjectConfirmationData answer the same request, or neither answers one. InResponseTo of
 * an unsigned Response alone proves nothing (CVE-2026-49284), so both are required.
 */
export const inResponseToAgrees: Check<AssertionSubject> = {
  name: 'in_response_to_agrees',
  title: 'Response and assertion answer the same request',
  fault: 'Response and assertion answer different requests',
  clause: 'SAML Profiles 4.1.4.2; SAML Core 3.2.2',
  whatToDo: 'Start a new sign-in; do not mix parts of two responses.',
  run: ({ confirmation, envelope }) => ({
    passed: confirmation !== undefined && confirmation.inResponseTo === envelope.inResponseTo,
    expected: `${quote(envelope.inResponseTo)} (Response)`,
    found: `${quote(confirmation?.inResponseTo)} (SubjectConfirmationData)`,
  }),
};
