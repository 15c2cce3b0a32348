import type { CheckInfo } from '../../checking/check.ts';

/** SAML Profiles 4.4.3: front channel by Redirect or POST; SAML Bindings 3.4.4, 3.5.4: one message each. */
export const binding: CheckInfo = {
  name: 'binding',
  title: 'The browser brought one logout message',
  fault: 'The browser did not bring one logout message',
  clause: 'SAML Profiles 4.4.3; SAML Bindings 3.4.4, 3.5.4',
  whatToDo:
    'Send one SAMLRequest or one SAMLResponse, by HTTP Redirect or in a form by HTTP POST. To sign out, use the button on your account page.',
};
