import { confirmationMethod } from '../../../saml/names.ts';
import type { AssertionSubject, Confirmation } from './check.ts';
import { confirmationAddress } from './confirmation-address.ts';
import { confirmationNotBefore } from './confirmation-not-before.ts';
import { confirmationNotOnOrAfter } from './confirmation-not-on-or-after.ts';
import { inResponseToAgrees } from './in-response-to-agrees.ts';
import { recipient } from './recipient.ts';

const rules = [
  recipient,
  confirmationNotBefore,
  confirmationNotOnOrAfter,
  confirmationAddress,
  inResponseToAgrees,
];

/**
 * SAML Core 2.4.1: any confirmation suffices, but a single one must satisfy everything: the Recipient of one and the expiry of
 * another do not add up. Picks the bearer confirmation that meets all rules, else the one that meets most, so that the
 * following checks name what is wrong with it; undefined without a bearer confirmation.
 */
export function chooseConfirmation(
  subject: Omit<AssertionSubject, 'confirmation'>,
): Confirmation | undefined {
  const { subjectConfirmations } = subject.assertion;
  const bearers = subjectConfirmations.filter(({ method }) => method === confirmationMethod.bearer);
  if (bearers.length < 2) return bearers[0];
  let best: Confirmation | undefined;
  let most = -1;
  for (const confirmation of bearers) {
    const met = rules.filter((rule) => rule.run({ ...subject, confirmation }).passed).length;
    if (met > most) {
      best = confirmation;
      most = met;
    }
  }
  return best;
}
