import { quote } from '../../checking/show-value.ts';
import type { AssertionSubject, Check } from './check.ts';

/**
 * SAML Profiles 4.1.4.2: Response and SubjectConfirmationData answer the same request, or neither answers one. The one in
 * an unsigned Response proves nothing by itself (CVE-2026-49284), hence both must be there.
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
