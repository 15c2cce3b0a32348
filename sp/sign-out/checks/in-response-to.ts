import { quote } from '../../checking/show-value.ts';
import type { PendingLogoutState } from '../pending-logout.ts';
import type { Check, ResponseSubject } from './check.ts';

/** SAML Core 3.2.2: a LogoutResponse answers a LogoutRequest of ours that this browser sent and that is still waiting. */
export const inResponseTo: Check<ResponseSubject> = {
  name: 'in_response_to',
  title: 'The response answers a sign-out that this browser started here',
  fault: 'The response does not answer a sign-out that this browser started here',
  clause: 'SAML Core 3.2.2; SAML Profiles 4.4.4.2',
  whatToDo: 'Nothing was changed. Sign out again in this browser if you are still signed in.',
  run: ({ message, pending }) => ({
    passed: pending === 'waiting',
    expected: 'a LogoutRequest that this browser sent and that is still waiting',
    found: `${quote(message.inResponseTo)}, ${states[pending]}`,
  }),
};

const states: Record<PendingLogoutState, string> = {
  waiting: 'waiting in this browser',
  unknown: 'which we never sent',
  expired: 'which expired before it was answered',
  used: 'which was already answered',
  other_browser: 'which another browser sent',
  other_company: 'which was sent to the identity provider of another company',
};
