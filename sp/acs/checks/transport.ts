import type { CheckInfo } from './check.ts';

/** SAML Profiles 4.1.2 bars Redirect for responses; SAML Bindings 3.5.4: one form field, by POST. */
export const binding: CheckInfo = {
  name: 'binding',
  title: 'The browser posted a form with one SAMLResponse',
  fault: 'The browser did not post a form with one SAMLResponse',
  clause: 'SAML Bindings 3.5.4; SAML Profiles 4.1.2',
  whatToDo: 'Configure the identity provider to answer by HTTP POST, and start the sign-in again.',
};
