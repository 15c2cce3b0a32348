import { hasBegun, readInstant, showRelative } from '../../checking/instant-window.ts';
import { quote } from '../../checking/show-value.ts';
import type { Check, EnvelopeSubject } from './check.ts';

/** SAML Core 3.2.2 with 1.3.3: an existing instant in UTC, not in the future. */
export const issueInstant: Check<EnvelopeSubject> = {
  name: 'issue_instant',
  title: 'The Response was issued at a valid instant that is not in the future',
  fault: 'The Response was issued in the future, or its issue instant is not valid',
  clause: 'SAML Core 3.2.2, 1.3.3',
  whatToDo: 'Compare the clocks of the identity provider and of this server.',
  run: ({ envelope, rules }) => {
    const issued = readInstant(envelope.issueInstant);
    return {
      passed: issued !== undefined && hasBegun(issued, rules),
      expected: `an instant in UTC, not after ${rules.shownNow}`,
      found: issued ? showRelative(issued, rules.now) : quote(envelope.issueInstant),
    };
  },
};
