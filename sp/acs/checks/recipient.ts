import { advise, quote } from '../../checking/show-value.ts';
import type { AssertionSubject, Check } from './check.ts';

/** SAML Profiles 4.1.4.2, 4.1.4.3: a bearer confirmation names our assertion consumer service as Recipient, exactly. */
export const recipient: Check<AssertionSubject> = {
  name: 'recipient',
  title: 'The assertion was made to be presented at this address',
  fault: 'The assertion was made to be presented elsewhere',
  clause: 'SAML Profiles 4.1.4.2, 4.1.4.3',
  whatToDo:
    'Enter the Reply URL (ACS) shown here as Reply URL in the identity provider’s Basic SAML Configuration.',
  run: ({ confirmation, rules: { acsUrl } }) => ({
    passed: confirmation?.recipient === acsUrl,
    expected: acsUrl,
    found: confirmation?.recipient === undefined ? 'no Recipient' : quote(confirmation.recipient),
    whatToDo: advise(acsUrl, confirmation?.recipient, recipient.whatToDo),
  }),
};
