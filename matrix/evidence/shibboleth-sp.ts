import { at, type Confirmation, fails, passes } from './evidence.ts';

const policy = 'security-policy.xml';

export const shibbolethSp: Confirmation = {
  library: 'shibboleth-sp',
  versions:
    'libapache2-mod-shib 3.4.1+dfsg-2+deb12u1, shibboleth-sp-utils 3.4.1+dfsg-2+deb12u1, apache2-bin 2.4.71-1~deb12u1',
  root: { kind: 'installed', folder: '/etc/shibboleth' },
  evidence: [
    fails(
      'xsw3#1',
      'It passes over the Assertion that nothing secures, and opens a session for the one that was signed, which is the signer’s.',
      'with (NameIdentifier: hostile@example.test)',
    ),
    fails(
      'proto-two-assertions#2',
      'It opens a session for the first of two signed Assertions.',
      'with (NameIdentifier: hostile@example.test)',
    ),
    fails(
      'proto-mixed-encrypted-plain',
      'It passes over the encrypted Assertion that nobody signed, and opens a session for the plain one, which is the signer’s.',
      'with (NameIdentifier: hostile@example.test)',
    ),
    fails(
      'ok-one-time-use',
      'Its default policy has no rule for OneTimeUse, so it refuses the Assertion.',
      at(policy, 12, '<PolicyRule type="Audience"/>'),
      'OneTimeUse condition not successfully validated by policy.',
    ),
    fails(
      'slo-replay-expired#1',
      'It ends the sessions of the user, although NotOnOrAfter of the LogoutRequest has passed.',
      'request to logout sessions from',
    ),
    passes(
      'cond-audience-wrong#1',
      'The Audience is not its entity ID.',
      'Assertion contains an unacceptable AudienceRestriction.',
    ),
    passes(
      'cond-scd-recipient#2',
      'It compares Recipient with its address.',
      'bearer confirmation failed with recipient mismatch',
    ),
    passes(
      'cond-scd-expired',
      'It compares NotOnOrAfter of SubjectConfirmationData with its clock.',
      'bearer confirmation has expired',
    ),
    passes(
      'sig-two-references#1',
      'It demands one Reference.',
      'signature contained multiple or zero references',
    ),
    passes(
      'proto-version#1',
      'It requires the Version 2.0 of the Response.',
      'StatusResponse has wrong SAML Version.',
    ),
    passes(
      'proto-issuer-wrong',
      'The Issuer of the Assertion is not that of the Response.',
      'An Issuer was supplied that conflicts with previous results.',
    ),
    passes(
      'proto-destination-wrong#1',
      'It compares Destination with its address.',
      'SAML message delivered with POST to incorrect server URL.',
    ),
    passes(
      'web-double-post#1',
      'Its policy has it remember the IDs of messages.',
      at(
        policy,
        22,
        '<PolicyRule type="MessageFlow" blockUnsolicited="true" checkReplay="true" expires="60"/>',
      ),
      'Rejecting replayed message ID',
    ),
    passes(
      'cond-unknown-condition',
      'It refuses a Condition that no rule of its policy knows.',
      'Extension condition (t:OnlyOnTuesdays) not successfully validated by policy.',
    ),
  ],
};
