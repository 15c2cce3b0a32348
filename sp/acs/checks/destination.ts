import { advise, quote } from '../../checking/show-value.ts';
import type { Check, EnvelopeSubject } from './check.ts';

/** SAML Core 3.2.2: a Destination, if present, is the URL at which the message arrived, compared exactly. */
export const destination: Check<EnvelopeSubject> = {
  name: 'destination',
  title: 'The Response was sent to this address',
  fault: 'The Response was sent to another address',
  clause: 'SAML Core 3.2.2; SAML Bindings 3.5.5.2',
  whatToDo:
    'Enter the Reply URL (ACS) shown here as Reply URL in the identity provider’s Basic SAML Configuration.',
  run: ({ envelope, rules: { acsUrl } }) => ({
    passed: envelope.destination === undefined || envelope.destination === acsUrl,
    expected: acsUrl,
    found: envelope.destination === undefined ? 'no Destination' : quote(envelope.destination),
    whatToDo: advise(acsUrl, envelope.destination, destination.whatToDo),
  }),
};
