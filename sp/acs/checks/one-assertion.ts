import type { Check, EnvelopeSubject } from './check.ts';

/** SAML Profiles 4.1.4.2 allows several; one is all that anybody needs and leaves no doubt whose identity counts. */
export const oneAssertion: Check<EnvelopeSubject> = {
  name: 'one_assertion',
  title: 'The Response carries exactly one assertion',
  fault: 'The Response does not carry exactly one assertion',
  clause: 'SAML Profiles 4.1.4.2; SAML2int SDP-IDP10',
  whatToDo: 'Let the identity provider send one assertion about one person.',
  run: ({ envelope: { assertions } }) => ({
    passed: assertions === 1,
    expected: '1 assertion',
    found: `${assertions}`,
  }),
};
