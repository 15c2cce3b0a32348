import { hasBegun, notOver, readInstant, showRelative } from '../../checking/instant-window.ts';
import { MAX_AGE_SECONDS } from '../../checking/limits.ts';
import { quote } from '../../checking/show-value.ts';
import { plusSeconds } from '../../instants.ts';
import type { Check, MessageSubject } from './check.ts';

/**
 * SAML Core 3.2.1 with 1.3.3: an existing instant in UTC, not in the future. A message travels at once, so an old one was stored on the
 * way: the limit is the same as for sign-in.
 */
export const issueInstant: Check<MessageSubject> = {
  name: 'issue_instant',
  title: 'The message was issued recently',
  fault: 'The message was issued too long ago or in the future, or its issue instant is not valid',
  clause: 'SAML Core 3.2.1, 3.2.2, 1.3.3',
  whatToDo: 'Sign out again, and compare the clocks of both sides.',
  run: ({ message, rules }) => {
    const issued = readInstant(message.issueInstant);
    const fits =
      issued !== undefined &&
      hasBegun(issued, rules) &&
      notOver(plusSeconds(issued, MAX_AGE_SECONDS), rules);
    return {
      passed: fits,
      expected: `an instant in UTC, at most ${MAX_AGE_SECONDS / 3600} h before ${rules.shownNow}`,
      found: issued ? showRelative(issued, rules.now) : quote(message.issueInstant),
    };
  },
};
