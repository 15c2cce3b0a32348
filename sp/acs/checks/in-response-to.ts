import type { PendingState } from '../../pending/pending-request.ts';
import type { AssertionSubject, Check } from './check.ts';

/**
 * SAML Profiles 4.1.4.3, 4.1.5: a response answers a request of ours that this browser sent and that was not
 * answered yet, or it answers no request and the company allows unsolicited responses.
 */
export const inResponseTo: Check<AssertionSubject> = {
  name: 'in_response_to',
  title: 'The response answers a sign-in that this browser started here',
  fault: 'The response does not answer a sign-in that this browser started here',
  clause: 'SAML Profiles 4.1.4.3, 4.1.5; SAML Core 3.2.2',
  whatToDo: 'Start the sign-in again in this browser.',
  run: ({ envelope, pending, rules: { allowUnsolicited } }) => {
    if (!pending)
      return {
        passed: allowUnsolicited,
        expected: allowUnsolicited
          ? 'one of our requests, or none: unsolicited responses are allowed'
          : 'the ID of a request that this browser started here',
        found: 'no InResponseTo: the response is unsolicited',
        whatToDo:
          'Start the sign-in at this application, or allow unsolicited responses (IdP-initiated sign-in) under Integrations > Single Sign-On.',
      };
    const { found, whatToDo } = states[pending.state];
    return {
      passed: pending.state === 'waiting',
      expected: 'a request that this browser started here and that is still waiting',
      found: `${envelope.inResponseTo}, ${found}`,
      whatToDo,
    };
  },
};

const again = inResponseTo.whatToDo;

const states: Record<PendingState['state'], { found: string; whatToDo: string }> = {
  waiting: { found: 'waiting in this browser', whatToDo: again },
  unknown: { found: 'which we never sent', whatToDo: again },
  expired: {
    found: 'which expired before it was answered',
    whatToDo: 'The sign-in took too long. Start it again and finish it within 15 minutes.',
  },
  used: {
    found: 'which was already answered',
    whatToDo: 'This sign-in is complete. Open the application, or start a new sign-in.',
  },
  other_browser: {
    found: 'which another browser started',
    whatToDo:
      'Start and finish the sign-in in one browser, with cookies allowed. If you did not start it, an attacker may have sent you their sign-in.',
  },
  other_company: {
    found: 'which was sent to the identity provider of another company',
    whatToDo: 'Start the sign-in again for this company.',
  },
};
