import { readInstant, show, showRelative } from '../../checking/instant-window.ts';
import { quote } from '../../checking/show-value.ts';
import type { AssertionSubject, Check } from './check.ts';

/**
 * SAML Core 2.7.2: no session begins after the identity provider ended its own, and none ends before the person signed in; without skew, as
 * this also bounds our session.
 */
export const sessionNotOnOrAfter: Check<AssertionSubject> = {
  name: 'session_not_on_or_after',
  title: 'The session at the identity provider has not ended',
  fault: 'The session at the identity provider has ended',
  clause: 'SAML Core 2.7.2',
  whatToDo: 'Start the sign-in again, so that the identity provider begins a new session.',
  run: ({ assertion: { authnStatements }, rules: { now } }) => {
    const sent = authnStatements.filter((each) => each.sessionNotOnOrAfter !== undefined);
    const over = ({ sessionNotOnOrAfter, authnInstant }: (typeof sent)[number]) => {
      const end = readInstant(sessionNotOnOrAfter)?.getTime() ?? 0;
      const signIn = readInstant(authnInstant)?.getTime() ?? 0;
      return !(end > now.getTime() && end > signIn);
    };
    const shown = sent.find(over) ?? sent[0];
    const end = readInstant(shown?.sessionNotOnOrAfter);
    const signIn = `AuthnInstant ${quote(shown?.authnInstant)}`;
    return {
      passed: !sent.some(over),
      expected: `no SessionNotOnOrAfter, or one after ${show(now)} and after the AuthnInstant`,
      found: end ? `${showRelative(end, now)}, ${signIn}` : quote(shown?.sessionNotOnOrAfter),
    };
  },
};
