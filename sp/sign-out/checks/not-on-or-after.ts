import { notOver, readInstant, showRelative } from '../../checking/instant-window.ts';
import { quote } from '../../checking/show-value.ts';
import type { Check, RequestSubject } from './check.ts';

/** SAML Core 3.7.1: a LogoutRequest is not carried out from its NotOnOrAfter on, which is later than its IssueInstant. */
export const notOnOrAfter: Check<RequestSubject> = {
  name: 'not_on_or_after',
  title: 'The request has not expired',
  fault: 'The request has expired',
  clause: 'SAML Core 3.7.1',
  whatToDo: 'Sign out again, and compare the clocks of both sides.',
  run: ({ message: { notOnOrAfter: sent, issueInstant }, rules }) => {
    const end = readInstant(sent);
    const issued = readInstant(issueInstant);
    return {
      passed:
        sent === undefined ||
        (end !== undefined && notOver(end, rules) && issued !== undefined && issued < end),
      expected: `no NotOnOrAfter, or one after ${rules.shownNow} and after the IssueInstant ${quote(issueInstant)}`,
      found: end ? showRelative(end, rules.now) : quote(sent),
    };
  },
};
