import type { AssertionSubject, Check } from './check.ts';

/** SAML Bindings 3.5.5.2: a Response that is signed and posted must carry a Destination, or it could be sent elsewhere. */
export const destinationPresent: Check<AssertionSubject> = {
  name: 'destination_present',
  title: 'A signed Response says where it was sent',
  fault: 'The Response is signed but does not say where it was sent',
  clause: 'SAML Bindings 3.5.5.2',
  whatToDo:
    'Configure the identity provider to put the Reply URL as Destination into the Response it signs.',
  run: ({ verified }) => ({
    passed: !verified.envelope || verified.envelope.destination !== undefined,
    expected: 'a Destination, if the Response itself is signed',
    found: !verified.envelope
      ? 'the Response itself is not signed'
      : (verified.envelope.destination ?? 'no Destination in a signed Response'),
  }),
};
