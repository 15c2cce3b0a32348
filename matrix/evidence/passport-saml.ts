import { at, type Confirmation, fails, never, passes } from './evidence.ts';

const saml = '@node-saml/node-saml/lib/saml.js';
const xml = '@node-saml/node-saml/lib/xml.js';

/** From the form to the profile: everything that it does with a Response. */
const acceptance: [number, number] = [505, 947];

export const passportSaml: Confirmation = {
  library: 'passport-saml',
  versions: '@node-saml/passport-saml 5.1.1, @node-saml/node-saml 5.1.0, passport 0.7.0',
  root: { kind: 'npm' },
  evidence: [
    fails(
      'proto-destination-wrong#1',
      'It writes a Destination into its requests and reads none in a Response.',
      never(saml, acceptance, 'Destination'),
    ),
    fails(
      'cond-scd-recipient#2',
      'It does not read Recipient.',
      never(saml, acceptance, 'Recipient'),
    ),
    fails(
      'cond-method#1',
      'It does not read the Method of a SubjectConfirmation.',
      never(saml, acceptance, 'Method'),
    ),
    fails(
      'cond-scd-expired',
      'It looks for a SubjectConfirmation that is valid now, but misses one only where it validates InResponseTo, which is off by default.',
      at(saml, 823, 'if (subjectConfirmations != null && subjectConfirmation == null) {'),
    ),
    fails(
      'proto-irt-unknown',
      'InResponseTo is compared with the requests that it sent only if an application asks for it.',
      at(saml, 89, ': types_1.ValidateInResponseTo.never,'),
    ),
    fails(
      'sig-rsa-sha1',
      'xml-crypto, which verifies for it, has rsa-sha1 among the methods of every verification.',
      at('xml-crypto/lib/signed-xml.js', 106, 'http://www.w3.org/2000/09/xmldsig#rsa-sha1'),
    ),
    fails(
      'ok-skew-inside#2',
      'By default it allows no difference between the clocks.',
      at(saml, 74, 'acceptedClockSkewMs: (_j ='),
      'SAML assertion expired: clocks skewed too much',
    ),
    passes(
      'cond-audience-wrong#1',
      'It compares each Audience with its entity ID.',
      at(saml, 933, 'return new Error("SAML assertion audience mismatch. Expected: "'),
      'SAML assertion audience mismatch',
    ),
    passes(
      'cond-audience-missing',
      'It refuses an Assertion without AudienceRestriction.',
      at(saml, 925, 'return new Error("SAML assertion has no AudienceRestriction");'),
      'SAML assertion has no AudienceRestriction',
    ),
    passes(
      'cond-expired#1',
      'It compares NotOnOrAfter of the Conditions with its clock.',
      at(saml, 915, 'return new Error("SAML assertion expired: clocks skewed too much");'),
      'SAML assertion expired: clocks skewed too much',
    ),
    passes(
      'cond-notbefore-future#1',
      'It compares NotBefore of the Conditions with its clock.',
      at(saml, 910, 'return new Error("SAML assertion not yet valid");'),
      'SAML assertion not yet valid',
    ),
    passes(
      'proto-two-assertions#1',
      'It counts the Assertions, plain and encrypted.',
      at(saml, 535, 'throw new Error("Invalid signature: multiple assertions");'),
      'Invalid signature: multiple assertions',
    ),
    passes(
      'sig-duplicate-id#1',
      'It refuses a message in which the ID of the signed element occurs twice.',
      at(
        xml,
        91,
        'throw new Error("Invalid signature: ID cannot refer to more than one element");',
      ),
      'Invalid signature: ID cannot refer to more than one element',
    ),
  ],
};
