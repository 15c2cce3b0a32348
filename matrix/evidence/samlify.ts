import { at, type Confirmation, fails, never, passes } from './evidence.ts';

const flow = 'samlify/build/src/flow.js';
const libsaml = 'samlify/build/src/libsaml.js';

export const samlify: Confirmation = {
  library: 'samlify',
  versions: 'samlify 2.13.1, @authenio/samlify-xmllint-wasm 1.0.1, xml-crypto 6.3.2',
  root: { kind: 'npm' },
  evidence: [
    fails(
      'cond-audience-wrong#1',
      'After the signature it compares the Issuer and the times, and nothing else.',
      never(flow, [160, 277], 'Audience'),
    ),
    fails(
      'cond-scd-recipient#2',
      'It does not compare Recipient.',
      never(flow, [1, 413], 'Recipient'),
    ),
    fails(
      'proto-destination-wrong#1',
      'It does not compare Destination.',
      never(flow, [1, 413], 'Destination'),
    ),
    fails(
      'sig-two-references#1',
      'It demands at least one Reference, and reads the first.',
      at(libsaml, 533, 'if (!(sig.getSignedReferences().length >= 1)) {'),
    ),
    fails(
      'xsw3#1',
      'It verifies the Signature of any Assertion in the Response, and signs in the user of the Assertion that was signed: the forged one is passed over.',
      at(libsaml, 550, 'return { value: [true, rootNode.toString()] };'),
    ),
    fails(
      'ok-skew-inside#2',
      'By default it allows no difference between the clocks.',
      at('samlify/build/src/validator.js', 41, 'if (drift === void 0) { drift = [0, 0]; }'),
      'ERR_SUBJECT_UNCONFIRMED',
    ),
    passes(
      'proto-issuer-wrong',
      'It compares the Issuer with the entity ID of the metadata.',
      at(flow, 261, "Promise.reject(new Error('ERR_UNMATCH_ISSUER'))"),
      'ERR_UNMATCH_ISSUER',
    ),
    passes(
      'cond-expired#1',
      'It compares NotOnOrAfter of the Conditions with its clock.',
      at(flow, 271, "Promise.reject(new Error('ERR_SUBJECT_UNCONFIRMED'))"),
      'ERR_SUBJECT_UNCONFIRMED',
    ),
    passes(
      'cond-notbefore-future#1',
      'It compares NotBefore of the Conditions with its clock.',
      at(flow, 271, "Promise.reject(new Error('ERR_SUBJECT_UNCONFIRMED'))"),
      'ERR_SUBJECT_UNCONFIRMED',
    ),
    passes(
      'cond-session-expired#1',
      'It compares SessionNotOnOrAfter with its clock.',
      at(flow, 266, "Promise.reject(new Error('ERR_EXPIRED_SESSION'))"),
      'ERR_EXPIRED_SESSION',
    ),
    passes(
      'proto-status-failure#1',
      'It requires the status Success.',
      at(flow, 216, 'return [4 /*yield*/, checkStatus(samlContent, parserType)];'),
      'ERR_FAILED_STATUS with top tier code: urn:oasis:names:tc:SAML:2.0:status:Responder',
    ),
    passes(
      'xsw-in-confirmation-data#1',
      'It looks for an Assertion or a Signature inside SubjectConfirmationData.',
      at(libsaml, 482, "throw new Error('ERR_POTENTIAL_WRAPPING_ATTACK');"),
      'ERR_POTENTIAL_WRAPPING_ATTACK',
    ),
  ],
};
