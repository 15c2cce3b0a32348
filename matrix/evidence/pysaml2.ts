import { at, type Confirmation, fails, never, passes } from './evidence.ts';

const response = 'saml2/response.py';
const sigver = 'saml2/sigver.py';

export const pysaml2: Confirmation = {
  library: 'pysaml2',
  versions: 'python3-pysaml2 7.0.1-2, xmlsec1 1.2.37-2',
  root: { kind: 'installed', folder: '/usr/lib/python3/dist-packages' },
  evidence: [
    fails(
      'cond-scd-recipient#2',
      'Without conv_info, which its how-to does not pass, every Recipient is right.',
      at(response, 1136, 'if not self.conv_info:'),
    ),
    fails(
      'cond-two-restrictions',
      'It is content with one of the restrictions.',
      at(response, 219, 'if audience.text and audience.text.strip() == myself:'),
    ),
    fails(
      'cond-audience-missing',
      'Without AudienceRestriction it asks for none.',
      at(response, 212, 'if not conditions.audience_restriction:  # No audience restriction'),
    ),
    fails(
      'cond-method#2',
      'It takes sender-vouches without proof of anything.',
      at(response, 761, 'elif subject_confirmation.method == SCM_SENDER_VOUCHES:'),
    ),
    fails(
      'proto-status-missing#1',
      'A missing Status counts as Success.',
      at(response, 365, 'if not status or status.status_code.value == samlp.STATUS_SUCCESS:'),
    ),
    fails(
      'proto-destination-missing',
      'It compares Destination only if there is one.',
      at(response, 413, 'self.response.destination'),
    ),
    fails(
      'slo-unsigned-request#2',
      'The function for a LogoutRequest is not given the Signature of the query, and asks for none in the message.',
      never('saml2/client.py', [622, 668], 'Signature'),
    ),
    passes(
      'cond-audience-wrong#1',
      'No Audience is its entity ID.',
      at(response, 616, 'raise Exception("AudienceRestrictions conditions not satisfied!'),
      'AudienceRestrictions conditions not satisfied!',
    ),
    passes(
      'cond-expired#1',
      'It compares NotOnOrAfter of the Conditions with its clock.',
      at('saml2/validate.py', 99, '"Can\'t use response, too old (now=%s + slack=%d > "'),
      "ResponseLifetimeExceed: Can't use response, too old",
    ),
    passes(
      'cond-notbefore-future#1',
      'It compares NotBefore of the Conditions with its clock.',
      at('saml2/validate.py', 112, 'raise ToEarly("Can\'t use response yet: (now=%s + slack=%d) "'),
      "ToEarly: Can't use response yet",
    ),
    passes(
      'proto-irt-unknown',
      'It knows no request with this ID.',
      at(response, 546, '"Unsolicited response: %s" % self.in_response_to)'),
      'UnsolicitedResponse: Unsolicited response:',
    ),
    passes(
      'sig-two-references#1',
      'It demands one Reference.',
      at(sigver, 1522, '"signatures must have a single reference element": ('),
      "'signatures must have a single reference element': False",
    ),
    passes(
      'proto-version#1',
      'It requires the Version 2.0 of the Response.',
      at(response, 407, 'raise RequestVersionTooLow()'),
      'RequestVersionTooLow',
    ),
    passes(
      'cond-unknown-condition',
      'It validates the message by its schemas, which have no such type of Condition.',
      "global xs:simpleType/xs:complexType 't:OnlyOnTuesdays' not found",
    ),
  ],
};
