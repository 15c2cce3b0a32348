import type { CheckInfo } from './check.ts';

/** SAML Profiles 4.1.2 bars Redirect for responses; SAML Bindings 3.5.4: one form field, by POST. */
export const binding: CheckInfo = {
  name: 'binding',
  title: 'The browser posted a form with one SAMLResponse',
  fault: 'The browser did not post a form with one SAMLResponse',
  clause: 'SAML Bindings 3.5.4; SAML Profiles 4.1.2',
  whatToDo: 'Start the sign-in again, and let the identity provider answer by HTTP POST.',
};

export const company: CheckInfo = {
  name: 'company',
  title: 'The address belongs to a company',
  fault: 'The address belongs to no company',
  clause: 'Configure Peakon for single sign-on, Reply URL pattern',
  whatToDo: 'Correct the company id in the Reply URL at the identity provider.',
};

export const singleSignOn: CheckInfo = {
  name: 'single_sign_on',
  title: 'The company has single sign-on enabled',
  fault: 'The company has not enabled single sign-on',
  clause: 'Configure Peakon for single sign-on, "Configure Peakon SSO"',
  whatToDo: 'Enable Single Sign-On under Integrations and save its settings.',
};
