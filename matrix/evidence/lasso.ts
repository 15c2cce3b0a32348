import { at, type Confirmation, ends, fails, never, passes } from './evidence.ts';

const login = 'lasso/saml-2.0/login.c';
const helper = 'lasso/saml-2.0/saml2_helper.c';

export const lasso: Confirmation = {
  library: 'lasso',
  versions: 'python3-lasso 2.8.1-1+deb12u1, liblasso3 2.8.1-1+deb12u1',
  root: { kind: 'debian-source', folder: 'lasso-2.8.1' },
  evidence: [
    ends(
      'slo-response-irt#1',
      'Given a LogoutResponse, its function for a LogoutRequest ends the process.',
      'The process of the service provider ended (SIGTRAP)',
    ),
    fails(
      'cond-two-restrictions',
      'It is content with one of the restrictions.',
      at(helper, 588, 'if (lasso_strisequal(saml2_audience_restriction->Audience,audience)) {'),
    ),
    fails(
      'cond-audience-missing',
      'Without AudienceRestriction it asks for none.',
      at(helper, 592, 'if (did_audience && ! found_audience) {'),
    ),
    fails(
      'cond-unknown-condition',
      'It validates the times and the Audience, and nothing else.',
      never(helper, [613, 626], 'Condition->'),
    ),
    fails(
      'cond-scd-expired',
      'Of a SubjectConfirmation it compares InResponseTo only.',
      never(login, [1367, 1494], 'NotOnOrAfter'),
    ),
    fails(
      'cond-scd-recipient#2',
      'Of a SubjectConfirmation it compares InResponseTo only.',
      never(login, [1367, 1494], 'Recipient'),
    ),
    fails(
      'cond-method#1',
      'It does not read the Method of a SubjectConfirmation.',
      never(login, [1367, 1494], 'Method'),
    ),
    fails(
      'proto-version#1',
      'It does not read the Version.',
      never(login, [1367, 1494], 'Version'),
    ),
    fails(
      'proto-two-assertions#1',
      'It verifies each Assertion, and takes the last.',
      at(login, 1487, '/* set the default assertion to the last one */'),
    ),
    passes(
      'xml-doctype',
      'It refuses every DOCTYPE.',
      at(
        'lasso/xml/tools.c',
        2223,
        'message(G_LOG_LEVEL_WARNING, "Denied message with DTD content");',
      ),
      'Denied message with DTD content',
    ),
    passes(
      'proto-issuer-wrong',
      'The Issuer of the Assertion is not that of the Response.',
      at(login, 1438, 'goto_cleanup_with_rc(LASSO_PROFILE_ERROR_INVALID_ISSUER);'),
      'ProfileInvalidIssuerError',
    ),
    passes(
      'proto-status-failure#1',
      'It requires the status Success.',
      at(login, 1408, 'return LASSO_LOGIN_ERROR_STATUS_NOT_SUCCESS;'),
      'ProfileStatusNotSuccessError',
    ),
    passes(
      'cond-audience-wrong#1',
      'No Audience is its entity ID; validateConditions says so.',
      at(helper, 593, 'return LASSO_SAML2_ASSERTION_INVALID;'),
      'Its conditions do not hold.',
    ),
    passes(
      'cond-expired#1',
      'It compares NotOnOrAfter of the Conditions with its clock; validateConditions says so.',
      at(helper, 443, 'if (now >= b) {'),
      'Its conditions do not hold.',
    ),
    passes('sig-tampered-nameid', 'The digest does not fit.', 'DsSignatureVerificationFailedError'),
    passes(
      'proto-no-assertion#1',
      'It demands an Assertion.',
      at(login, 1415, 'samlp2_response->Assertion != NULL, LASSO_PROFILE_ERROR_MISSING_ASSERTION'),
      'ProfileMissingAssertionError',
    ),
  ],
};
