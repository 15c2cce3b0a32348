import { quote } from '../../checking/show-value.ts';
import type { AssertionSubject, Check } from './check.ts';

/**
 * SAML Profiles 4.1.4.2 lets a bearer confirmation name the address it may be presented from, and 4.1.4.3 lets us check it.
 * Behind address translation this can refuse a legitimate user; Entra never sends it.
 */
export const confirmationAddress: Check<AssertionSubject> = {
  name: 'confirmation_address',
  title: 'The response was presented from the address it was made for',
  fault: 'The response was presented from a different address than it was made for',
  clause: 'SAML Profiles 4.1.4.2, 4.1.4.3',
  whatToDo: 'Configure the identity provider to leave Address out of SubjectConfirmationData.',
  run: ({ confirmation, rules: { clientAddress } }) => {
    const address = confirmation?.address;
    return {
      passed: address === undefined || plain(address) === plain(clientAddress),
      expected: `no Address, or ${plain(clientAddress)}`,
      found: address === undefined ? 'none' : quote(address),
    };
  },
};

/** IPv4 inside IPv6 (RFC 4291 2.5.5.2) is the same address. */
const plain = (address: string) => address.replace(/^::ffff:(?=\d+\.)/i, '');
