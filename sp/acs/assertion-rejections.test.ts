import { afterAll, beforeAll, test } from 'vitest';
import { element } from '../../saml/canonical-writer.ts';
import { confirmationMethod, nameIdFormat } from '../../saml/names.ts';
import {
  acsUrl,
  entityId,
  expectOnlyThisRefused,
  minutes,
  type Rejection,
} from '../testing/answers.ts';
import type { ResponseParts } from '../testing/build-response.ts';
import { type SpUnderTest, spUnderTest } from '../testing/sp-under-test.ts';

let under: SpUnderTest;
beforeAll(async () => {
  under = await spUnderTest();
});
afterAll(() => under.sp.close());

const confirmation = (data: Record<string, string>, method: string = confirmationMethod.bearer) =>
  element('SubjectConfirmation', { Method: method }, element('SubjectConfirmationData', data));

const rejections: [check: string, because: string, found: string, parts: ResponseParts][] = [
  ['signature_present', 'not signed', 'signed', { sign: 'none' }],
  ['signature_algorithm', 'SHA-1', 'sha1', { digest: 'sha1' }],
  [
    'response_issuer_present',
    'signed Response without Issuer',
    'no Issuer',
    { sign: 'response', responseIssuer: null },
  ],
  [
    'destination_present',
    'signed Response without Destination',
    'no Destination',
    { sign: 'response', destination: null },
  ],
  ['assertion_version', 'Assertion Version 1.1', '1.1', { assertionVersion: '1.1' }],
  [
    'assertion_issue_instant',
    'assertion issued in the future',
    'ahead',
    { assertionIssueInstant: minutes(4) },
  ],
  ['issuer', 'assertion of another IdP by the right key', 'other', { issuer: 'https://other/' }],
  [
    'issuer',
    'assertion Issuer of another Format',
    'Format',
    { issuerFormat: nameIdFormat.persistent },
  ],
  ['bearer', 'holder of key only', 'holder-of-key', { method: confirmationMethod.holderOfKey }],
  ['recipient', 'no Recipient', 'no Recipient', { recipient: null }],
  ['recipient', 'another Recipient', 'other', { recipient: 'https://other/assert' }],
  ['recipient', 'Recipient that begins with ours', '.evil', { recipient: `${acsUrl}.evil` }],
  [
    'confirmation_not_before',
    'confirmation NotBefore in the future',
    '09:00',
    { confirmationNotBefore: minutes(60) },
  ],
  [
    'confirmation_not_before',
    'confirmation NotBefore in the past',
    '07:00',
    { confirmationNotBefore: minutes(-60) },
  ],
  [
    'confirmation_not_on_or_after',
    'confirmation expired',
    'ago',
    { confirmationNotOnOrAfter: minutes(-10) },
  ],
  [
    'confirmation_not_on_or_after',
    'confirmation without an end',
    'nothing',
    { confirmationNotOnOrAfter: null },
  ],
  ['confirmation_address', 'another client address', '192.0.2.1', { address: '192.0.2.1' }],
  [
    'recipient',
    'Recipient of one confirmation, expiry of another',
    'other',
    {
      recipient: 'https://other/assert',
      firstConfirmation: confirmation({
        Recipient: acsUrl,
        NotBefore: minutes(-1),
        NotOnOrAfter: minutes(-10),
      }),
    },
  ],
  ['not_before', 'not valid yet', 'ahead', { notBefore: minutes(10) }],
  ['not_on_or_after', 'expired', 'ago', { notOnOrAfter: minutes(-10) }],
  [
    'validity_window',
    'Conditions that end where they begin',
    'NotBefore 2026-01-31T08:01',
    { notBefore: minutes(1), notOnOrAfter: minutes(1) },
  ],
  [
    'validity_window',
    'Conditions that end before they begin, both within the skew',
    'NotOnOrAfter 2026-01-31T07:58',
    { notBefore: minutes(2), notOnOrAfter: minutes(-2) },
  ],
  [
    'validity_window',
    'a confirmation that ends before the Conditions begin',
    'NotOnOrAfter 2026-01-31T07:58',
    { notBefore: minutes(2), confirmationNotOnOrAfter: minutes(-2) },
  ],
  ['audience', 'no audience', 'no AudienceRestriction', { audiences: [] }],
  ['audience', 'another audience', 'https://other', { audiences: [['https://other']] }],
  ['audience', 'empty audience', '""', { audiences: [['']] }],
  [
    'audience',
    'audience that begins with ours',
    'metadata.evil',
    { audiences: [[`${entityId}.evil`]] },
  ],
  [
    'audience',
    'two restrictions, one of them not ours',
    'https://other',
    { audiences: [[entityId], ['https://other']] },
  ],
  ['authn_statement', 'no AuthnStatement', '0', { authnStatement: false }],
  ['authn_instant', 'a sign-in in the future', 'ahead', { authnInstant: minutes(10) }],
  [
    'session_not_on_or_after',
    'an IdP session that has ended',
    'ago',
    { sessionNotOnOrAfter: minutes(-1) },
  ],
  [
    'session_not_on_or_after',
    'an IdP session that ends before the sign-in',
    'AuthnInstant 2026-01-31T08:02',
    { authnInstant: minutes(2), sessionNotOnOrAfter: minutes(1) },
  ],
  ['freshness', 'a day old', '24 h ago', { assertionIssueInstant: minutes(-1440) }],
  ['freshness', 'a Response a day old', '24 h ago', { issueInstant: minutes(-1440) }],
  ['name_id', 'no NameID', 'nothing', { nameId: null }],
  [
    'name_qualifiers',
    'a name of another identity provider',
    'NameQualifier https://other/',
    { nameIdQualifier: 'https://other/' },
  ],
  [
    'name_qualifiers',
    'a name for another service provider',
    'SPNameQualifier https://other/',
    { nameIdSpQualifier: 'https://other/' },
  ],
  ['name_qualifiers', 'an empty qualifier', 'NameQualifier ""', { nameIdQualifier: '' }],
  [
    'employee',
    'an unknown employee',
    'K.Lee@contoso.com, which no active employee has',
    { nameId: 'K.Lee@contoso.com' },
  ],
];

const alteredAfterSigning: Rejection[] = [
  {
    because: 'two assertions',
    check: 'one_assertion',
    found: '2',
    alter: (xml) =>
      xml.replace(
        /(<Assertion.*<\/Assertion>)/,
        (one) => one + one.replaceAll(/"(#?)(_a\d+)"/g, '"$1$2b"'),
      ),
  },
  {
    because: 'a Reference to another element',
    check: 'signature_profile',
    found: 'Reference',
    alter: (xml) => xml.replace(/URI="#_a\d+"/, 'URI="#_response-1"'),
  },
  {
    because: 'tampered',
    check: 'signature',
    found: 'changed after',
    alter: (xml) => xml.replace('B.Simon@contoso.com', 'C.Simon@contoso.com'),
  },
  {
    because: 'Response signature broken, Assertion signature intact',
    check: 'signature',
    found: 'changed after',
    parts: { sign: 'both' },
    alter: (xml) => xml.replace('_response-1" Version', '_response-1" Consent="urn:x" Version'),
  },
];

test.each(rejections)('%s: %s', (check, because, found, parts) =>
  expectOnlyThisRefused(under, { check, because, found, parts }),
);

test.each(alteredAfterSigning)('$check: $because', (rejection) =>
  expectOnlyThisRefused(under, rejection),
);
