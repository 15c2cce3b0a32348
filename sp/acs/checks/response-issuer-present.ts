import type { AssertionSubject, Check } from './check.ts';

/** SAML Profiles 4.1.4.2 (E17): a signed Response must name its Issuer. */
export const responseIssuerPresent: Check<AssertionSubject> = {
  name: 'response_issuer_present',
  title: 'A signed Response names its issuer',
  fault: 'The Response is signed but does not name its issuer',
  clause: 'SAML Profiles 4.1.4.2',
  whatToDo: 'Configure the identity provider to put an Issuer into the Response it signs.',
  run: ({ verified }) => ({
    passed: !verified.envelope || verified.envelope.issuer !== undefined,
    expected: 'an Issuer, if the Response itself is signed',
    found: !verified.envelope
      ? 'the Response itself is not signed'
      : (verified.envelope.issuer ?? 'no Issuer in a signed Response'),
  }),
};
