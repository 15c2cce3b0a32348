import { readInstant, show, showRelative } from '../../checking/instant-window.ts';
import { quote } from '../../checking/show-value.ts';
import type { AssertionSubject, Check } from './check.ts';

/** SAML Core 2.7.2: no session begins after the identity provider ended its own; without skew, as this also bounds our session. */
export const sessionNotOnOrAfter: Check<AssertionSubject> = {
  name: 'session_not_on_or_after',
  title: 'The session at the identity provider has not ended',
  fault: 'The session at the identity provider has ended',
  clause: 'SAML Core 2.7.2',
  whatToDo: 'Start the sign-in again, so that the identity provider begins a new session.',
  run: ({ assertion: { authnStatements }, rules: { now } }) => {
    const sent = authnStatements
      .map((statement) => statement.sessionNotOnOrAfter)
      .filter((end) => end !== undefined);
    const over = (text: string) => !((readInstant(text)?.getTime() ?? 0) > now.getTime());
    const shown = sent.find(over) ?? sent[0];
    const end = readInstant(shown);
    return {
      passed: !sent.some(over),
      expected: `no SessionNotOnOrAfter, or one after ${show(now)}`,
      found: end ? showRelative(end, now) : quote(shown),
    };
  },
};
