import { at, type Confirmation, fails, never, passes } from './evidence.ts';

const response = '@boxyhq/saml20/dist/response.js';
const saml20 = '@boxyhq/saml20/dist/saml20.js';
const signature = '@boxyhq/saml20/dist/validateSignature.js';

export const samlJackson: Confirmation = {
  library: 'saml-jackson',
  versions: '@boxyhq/saml-jackson 26.2.0, @boxyhq/saml20 1.13.2, xml-crypto 6.3.2',
  root: { kind: 'npm' },
  evidence: [
    fails(
      'cond-audience-inexact#1',
      'It is content with an Audience that begins with its entity ID.',
      at(saml20, 103, 'return audience.startsWith(realm);'),
    ),
    fails(
      'proto-irt-missing',
      'It compares InResponseTo only if there is one.',
      at(
        response,
        179,
        'if (options.inResponseTo && assertion.inResponseTo && assertion.inResponseTo !== options.inResponseTo) {',
      ),
    ),
    fails(
      'proto-status-missing#1',
      'A missing status is none that it refuses.',
      at(response, 215, "if (status && status !== 'Success') {"),
    ),
    fails(
      'proto-issuer-wrong',
      'It finds the connection by the Issuer of the Response, which nothing need have signed, and does not compare that of the Assertion.',
      at(response, 93, "/*[contains(local-name(), 'Response')]/*[local-name(.)='Issuer']"),
    ),
    fails(
      'cond-scd-recipient#2',
      'It reads nothing of a SubjectConfirmation.',
      never(saml20, [1, 129], 'SubjectConfirmation'),
    ),
    fails(
      'sig-two-references#1',
      'It demands at least one Reference, and reads the first.',
      at(signature, 100, 'if (valid && signed.getSignedReferences().length > 0) {'),
    ),
    fails(
      'xsw3#1',
      'It takes the first Signature that it finds, and signs in the user of what that one covers: the forged Assertion is passed over.',
      at(signature, 101, 'return signed.getSignedReferences()[0];'),
    ),
    passes(
      'cond-audience-wrong#1',
      'The Audience does not begin with its entity ID.',
      at(response, 176, "cb(new Error('Invalid audience.'));"),
      'SAMLResponse error: Invalid audience.',
    ),
    passes(
      'cond-expired#1',
      'It compares NotOnOrAfter of the Conditions with its clock; it allows ten minutes.',
      at(response, 172, "cb(new Error('Assertion is expired.'));"),
      'SAMLResponse error: Assertion is expired.',
    ),
    passes(
      'proto-irt-unknown',
      'It compares InResponseTo with the ID of the request of this sign-in, which RelayState names.',
      at(response, 180, "cb(new Error('Invalid InResponseTo.'));"),
      'SAMLResponse error: Invalid InResponseTo.',
    ),
    passes(
      'proto-status-failure#1',
      'It requires the status Success.',
      at(response, 216, 'cb(new Error(`Invalid Status Code ('),
      'SAMLResponse error: Invalid Status Code (Responder).',
    ),
    passes(
      'proto-version#2',
      'It requires the Version 2.0 of the Assertion.',
      at('@boxyhq/saml20/dist/getVersion.js', 8, "if (assertion['@'].Version === '2.0') {"),
      'SAMLResponse error: SAML Assertion version not supported.',
    ),
    passes(
      'sig-duplicate-id#1',
      'xml-crypto, which verifies for it, refuses a message in which the ID of the signed element occurs twice.',
      'Cannot validate a document which contains multiple elements with the same value for the ID',
    ),
  ],
};
