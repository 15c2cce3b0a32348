import { quote } from '../../checking/show-value.ts';
import type { Check, MessageSubject } from './check.ts';

/** SAML Core 3.2.1, 3.2.2: the Version of a message is 2.0. */
export const version: Check<MessageSubject> = {
  name: 'version',
  title: 'The message is SAML 2.0',
  fault: 'The message is not SAML 2.0',
  clause: 'SAML Core 3.2.1, 3.2.2, 4.1',
  whatToDo: 'Configure the identity provider to use SAML 2.0.',
  run: ({ message }) => ({
    passed: message.version === '2.0',
    expected: '2.0',
    found: quote(message.version),
  }),
};
