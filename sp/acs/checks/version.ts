import { quote } from '../../checking/show-value.ts';
import type { Check, EnvelopeSubject } from './check.ts';

/** SAML Core 3.2.2: the Version of a Response is 2.0; SAML Core 4.1 has other major versions refused. */
export const version: Check<EnvelopeSubject> = {
  name: 'version',
  title: 'The Response is SAML 2.0',
  fault: 'The Response is not SAML 2.0',
  clause: 'SAML Core 3.2.2, 4.1',
  whatToDo: 'Configure the identity provider to use SAML 2.0 for this application.',
  run: ({ envelope }) => ({
    passed: envelope.version === '2.0',
    expected: '2.0',
    found: quote(envelope.version),
  }),
};
