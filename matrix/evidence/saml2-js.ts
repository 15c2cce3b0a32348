import { at, type Confirmation, ends, fails, never, passes } from './evidence.ts';

const saml2 = 'saml2-js/lib-js/saml2.js';

/** From the form to the user: everything that it does with a Response. */
const acceptance: [number, number] = [350, 700];

export const saml2Js: Confirmation = {
  library: 'saml2-js',
  versions: 'saml2-js 4.0.4, xml-crypto 6.3.2',
  root: { kind: 'npm' },
  evidence: [
    ends(
      'web-malformed-form#1',
      'For text that is no XML, its parser returns no document; the TypeError is thrown where nothing catches it, which ends the process.',
      at(saml2, 524, "response_elements = doc.getElementsByTagNameNS(XMLNS.SAMLP, 'Response');"),
      "TypeError: Cannot read properties of undefined (reading 'getElementsByTagNameNS')",
    ),
    fails(
      'proto-issuer-wrong',
      'It reads the Issuer of a LogoutRequest only.',
      never(saml2, [350, 620], 'Issuer'),
    ),
    fails(
      'cond-scd-recipient#2',
      'It reads nothing of a SubjectConfirmation.',
      never(saml2, acceptance, 'SubjectConfirmation'),
    ),
    fails(
      'cond-two-restrictions',
      'It reads the first AudienceRestriction only.',
      at(
        saml2,
        646,
        "audience_restriction = conditions.getElementsByTagNameNS(XMLNS.SAML, 'AudienceRestriction')[0];",
      ),
    ),
    fails(
      'cond-audience-inexact#3',
      'It compares the Audience in lower case.',
      at(saml2, 652, 'sp_audience.toLowerCase() === audienceValue.toLowerCase()'),
    ),
    fails(
      'cond-audience-missing',
      'It compares Audiences only if there is one.',
      at(saml2, 648, 'if ((audiences != null ? audiences.length : void 0) > 0) {'),
    ),
    fails(
      'proto-version#7',
      'It takes a missing Version for 2.0.',
      at(saml2, 402, "version = response_header.version || '2.0';"),
    ),
    passes(
      'cond-audience-wrong#1',
      'No Audience is its entity ID.',
      at(
        saml2,
        655,
        "return cb_wf(new SAMLError('SAML Response is not valid for this audience'));",
      ),
      'SAML Response is not valid for this audience',
    ),
    passes(
      'cond-expired#1',
      'It compares NotOnOrAfter of the Conditions with its clock.',
      at(saml2, 640, "return cb_wf(new SAMLError('SAML Response is no longer valid', {"),
      'SAML Response is no longer valid',
    ),
    passes(
      'cond-notbefore-future#1',
      'It compares NotBefore of the Conditions with its clock.',
      at(saml2, 635, "return cb_wf(new SAMLError('SAML Response is not yet valid', {"),
      'SAML Response is not yet valid',
    ),
    passes(
      'proto-status-failure#1',
      'It requires the status Success.',
      at(saml2, 818, 'if (!check_status_success(saml_response)) {'),
      'SAML Response was not success!',
    ),
    passes(
      'xsw3#1',
      'It counts the Assertions of the whole message before it looks for a Signature.',
      at(
        saml2,
        582,
        'return cb_wf(new Error("Expected 1 Assertion or 1 EncryptedAssertion; found " + assertion.length));',
      ),
      'Expected 1 Assertion or 1 EncryptedAssertion; found 2',
    ),
    passes(
      'proto-version#1',
      'It requires the Version 2.0 of the Response, where there is one.',
      at(saml2, 404, 'throw new Error("Invalid SAML Version " + version);'),
      'Invalid SAML Version 1.1',
    ),
  ],
};
