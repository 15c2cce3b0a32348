import type { Check, EnvelopeSubject } from './check.ts';

/**
 * SAML Profiles 4.1.4.2 allows several; a single one leaves no doubt whose identity counts. Encrypted ones
 * count as well, so that an attacker cannot add one to a response whose other assertion is signed (CVE-2026-2092).
 */
export const oneAssertion: Check<EnvelopeSubject> = {
  name: 'one_assertion',
  title: 'The Response carries exactly one assertion',
  fault: 'The Response does not carry exactly one assertion',
  clause: 'SAML Profiles 4.1.4.2; SAML2int SDP-IDP10',
  whatToDo: 'Configure the identity provider to send one assertion about one person.',
  run: ({ envelope: { assertions, encryptedAssertions } }) => ({
    passed: assertions + encryptedAssertions === 1,
    expected: '1 assertion, encrypted or not',
    found: `${assertions}${encryptedAssertions > 0 ? `, and ${encryptedAssertions} encrypted` : ''}`,
  }),
};
