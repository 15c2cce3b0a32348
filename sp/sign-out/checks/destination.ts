import { advise, quote } from '../../checking/show-value.ts';
import type { Check, MessageSubject } from './check.ts';

/**
 * SAML Bindings 3.4.5.2, 3.5.5.2: a signed message names its destination, so that a request to another application is not accepted here.
 * A response may leave it out, as Entra's does (entra-saml.md 4): it is bound to our own request.
 */
export const destination: Check<MessageSubject> = {
  name: 'destination',
  title: 'The message was sent to this address',
  fault: 'The message was sent to another address',
  clause: 'SAML Core 3.2.1, 3.2.2; SAML Bindings 3.4.5.2, 3.5.5.2',
  whatToDo: 'Enter the Logout URL shown here as Logout Url at the identity provider.',
  run: ({ message, rules: { logoutUrl } }) => {
    const { kind, destination: sent } = message;
    const mayBeAbsent = kind === 'LogoutResponse';
    return {
      passed: sent === logoutUrl || (sent === undefined && mayBeAbsent),
      expected: logoutUrl,
      found: sent === undefined ? 'no Destination' : quote(sent),
      whatToDo: advise(logoutUrl, sent, destination.whatToDo),
    };
  },
};
