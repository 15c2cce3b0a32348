import { readInstant } from '../../checking/instant-window.ts';
import { quote } from '../../checking/show-value.ts';
import type { AssertionSubject, Check } from './check.ts';

/**
 * SAML Core 2.5.1.2: NotBefore is earlier than NotOnOrAfter. The end of the confirmation is after NotBefore too, or nobody could ever
 * present the assertion (2.4.1.2). Without this rule the allowed clock skew would open a window that the identity provider closed.
 */
export const validityWindow: Check<AssertionSubject> = {
  name: 'validity_window',
  title: 'The assertion is valid for some time',
  fault: 'The assertion is valid at no time: it ends before it begins',
  clause: 'SAML Core 2.5.1.2, 2.4.1.2',
  whatToDo: 'Configure the identity provider to set NotOnOrAfter later than NotBefore.',
  run: ({ assertion: { conditions }, confirmation }) => {
    const { notBefore, notOnOrAfter } = conditions ?? {};
    const isBefore = (end: string | undefined) =>
      end === undefined || notBefore === undefined || isEarlier(notBefore, end);
    const shown = isBefore(notOnOrAfter) ? confirmation?.notOnOrAfter : notOnOrAfter;
    return {
      passed: isBefore(notOnOrAfter) && isBefore(confirmation?.notOnOrAfter),
      expected: 'NotBefore, if any, earlier than each NotOnOrAfter',
      found: `NotBefore ${quote(notBefore)}, NotOnOrAfter ${quote(shown)}`,
    };
  },
};

/** False when one of them cannot be read. */
function isEarlier(begin: string, end: string): boolean {
  const [first, last] = [readInstant(begin), readInstant(end)];
  return first !== undefined && last !== undefined && first.getTime() < last.getTime();
}
