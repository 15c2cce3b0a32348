import { readInstant, show, showRelative } from '../../checking/instant-window.ts';
import { MAX_AGE_SECONDS } from '../../checking/limits.ts';
import type { AssertionSubject, Check } from './check.ts';

/**
 * A response travels at once, so an old one was stored on the way, however long its conditions are valid. SAML sets no limit: this one
 * is ours.
 */
export const freshness: Check<AssertionSubject> = {
  name: 'freshness',
  title: 'Response and assertion were issued recently',
  fault: 'Response or assertion is too old',
  clause: 'Policy of this service provider',
  whatToDo: 'Start the sign-in again.',
  run: ({ assertion, envelope, rules: { now, skewSeconds } }) => {
    const limit = new Date(now.getTime() - (MAX_AGE_SECONDS + skewSeconds) * 1000);
    const instants = [envelope.issueInstant, assertion.issueInstant].map(readInstant);
    const tooOld = (instant: Date | undefined) => !instant || instant < limit;
    const shown = instants.find(tooOld) ?? instants[1];
    return {
      passed: !instants.some(tooOld),
      expected: `issued after ${show(limit)}`,
      found: shown ? showRelative(shown, now) : 'no instant',
    };
  },
};
