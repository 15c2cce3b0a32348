import type { Check, EnvelopeSubject } from './check.ts';

/** We publish no encryption key (SAML Metadata 2.4.1.1), so nobody should have encrypted anything for us. */
export const encryptedAssertion: Check<EnvelopeSubject> = {
  name: 'encrypted_assertion',
  title: 'The assertion is not encrypted',
  fault: 'The assertion is encrypted',
  clause: 'SAML Core 2.3.4; SAML Metadata 2.4.1.1',
  whatToDo:
    'Turn token encryption off for this application at the identity provider; this service provider has no key to decrypt with.',
  run: ({ envelope: { encryptedAssertions } }) => ({
    passed: encryptedAssertions === 0,
    expected: 'no EncryptedAssertion',
    found: encryptedAssertions === 0 ? 'none' : `${encryptedAssertions}`,
  }),
};
