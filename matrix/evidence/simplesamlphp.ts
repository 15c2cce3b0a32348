import { at, type Confirmation, fails, passes } from './evidence.ts';

const message = 'modules/saml/lib/Message.php';
const acs = 'modules/saml/www/sp/saml2-acs.php';
const assertion = 'vendor/simplesamlphp/saml2/src/SAML2/Assertion.php';

export const simplesamlphp: Confirmation = {
  library: 'simplesamlphp',
  versions: 'simplesamlphp 1.19.7-1+deb12u2, php-cli 2:8.2+93',
  root: { kind: 'installed', folder: '/usr/share/simplesamlphp' },
  evidence: [
    fails(
      'cond-audience-missing',
      'It compares Audiences only if there is a restriction.',
      at(message, 732, 'if ($validAudiences !== null) {'),
    ),
    fails(
      'cond-scd-recipient#1',
      'It compares Recipient only if there is one.',
      at(message, 851, 'if ($recipient !== null && $recipient !== $currentURL) {'),
    ),
    fails(
      'cond-scd-no-expiry',
      'It compares NotOnOrAfter of SubjectConfirmationData only if there is one.',
      at(message, 846, 'if (is_int($notOnOrAfter) && $notOnOrAfter <= time() - 60) {'),
    ),
    fails(
      'proto-destination-missing',
      'It compares Destination only if there is one.',
      at(message, 641, 'if ($msgDestination !== null && $msgDestination !== $currentURL) {'),
    ),
    fails(
      'cond-method#2',
      'It takes sender-vouches like bearer.',
      at(
        message,
        745,
        '$validSCMethods = [Constants::CM_BEARER, Constants::CM_HOK, Constants::CM_VOUCHES];',
      ),
    ),
    fails(
      'proto-irt-unknown',
      'It takes the answer to a request that it does not know for an unsolicited one.',
      at(acs, 100, "' Processing response as unsolicited.');"),
      'Processing response as unsolicited.',
    ),
    fails(
      'ok-skew-inside#3',
      'For a SubjectConfirmation it allows one minute of difference between the clocks.',
      at(message, 846, 'if (is_int($notOnOrAfter) && $notOnOrAfter <= time() - 60) {'),
      'NotOnOrAfter in SubjectConfirmationData is in the past',
    ),
    passes(
      'cond-audience-wrong#1',
      'No Audience is its entity ID.',
      at(message, 734, 'if (!in_array($spEntityId, $validAudiences, true)) {'),
      'is not a valid audience for the assertion.',
    ),
    passes(
      'cond-two-restrictions',
      'It keeps the Audiences that are in every restriction.',
      at(
        assertion,
        394,
        '$this->validAudiences = array_intersect($this->validAudiences, $audiences);',
      ),
      'is not a valid audience for the assertion.',
    ),
    passes(
      'cond-expired#1',
      'It compares NotOnOrAfter of the Conditions with its clock.',
      at(
        message,
        722,
        "'Received an assertion that has expired. Check clock synchronization on IdP and SP.'",
      ),
      'Received an assertion that has expired.',
    ),
    passes(
      'cond-notbefore-future#1',
      'It compares NotBefore of the Conditions with its clock.',
      at(message, 716, "'Received an assertion that is valid in the future."),
      'Received an assertion that is valid in the future.',
    ),
    passes(
      'cond-session-expired#1',
      'It compares SessionNotOnOrAfter with its clock.',
      at(message, 728, "'Received an assertion with a session that has expired."),
      'Received an assertion with a session that has expired.',
    ),
    passes(
      'cond-scd-recipient#2',
      'It compares Recipient with its address.',
      at(
        message,
        852,
        "$lastError = 'Recipient in SubjectConfirmationData does not match the current URL.",
      ),
      'Recipient in SubjectConfirmationData does not match the current URL.',
    ),
    passes(
      'proto-destination-wrong#1',
      'It compares Destination with its address.',
      at(
        message,
        642,
        "throw new \\Exception('Destination in response doesn\\'t match the current URL.",
      ),
      "Destination in response doesn't match the current URL.",
    ),
    passes(
      'cond-unknown-condition',
      'It refuses a Condition that it does not know.',
      at(assertion, 404, "throw new \\Exception('Unknown condition: '"),
      'Unknown condition:',
    ),
    passes(
      'proto-version#2',
      'It requires the Version 2.0 of the Assertion.',
      at(assertion, 272, "throw new \\Exception('Unsupported version: '"),
      'Unsupported version: 1.1',
    ),
  ],
};
