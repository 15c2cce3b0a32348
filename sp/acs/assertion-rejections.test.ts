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
import { type SpUnderTest, spUnderTest } from '../testing/sp-under-test.ts';

let under: SpUnderTest;
beforeAll(async () => {
  under = await spUnderTest();
});
afterAll(() => under.sp.close());

const confirmation = (data: Record<string, string>, method: string = confirmationMethod.bearer) =>
  element('SubjectConfirmation', { Method: method }, element('SubjectConfirmationData', data));

const rejections: Rejection[] = [
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
  { because: 'not signed', check: 'signature_present', found: 'signed', parts: { sign: 'none' } },
  {
    because: 'a Reference elsewhere',
    check: 'signature_profile',
    found: 'Reference',
    alter: (xml) => xml.replace(/URI="#_a\d+"/, 'URI="#_response-1"'),
  },
  { because: 'SHA-1', check: 'signature_algorithm', found: 'sha1', parts: { digest: 'sha1' } },
  {
    because: 'tampered',
    check: 'signature',
    found: 'changed after',
    alter: (xml) => xml.replace('B.Simon@contoso.com', 'C.Simon@contoso.com'),
  },
  {
    because: 'Response signature broken, Assertion signature whole',
    check: 'signature',
    found: 'changed after',
    parts: { sign: 'both' },
    alter: (xml) => xml.replace('_response-1" Version', '_response-1" Consent="urn:x" Version'),
  },
  {
    because: 'signed Response without Issuer',
    check: 'response_issuer_present',
    found: 'no Issuer',
    parts: { sign: 'response', responseIssuer: null },
  },
  {
    because: 'signed Response without Destination',
    check: 'destination_present',
    found: 'no Destination',
    parts: { sign: 'response', destination: null },
  },
  {
    because: 'Assertion Version 1.1',
    check: 'assertion_version',
    found: '1.1',
    parts: { assertionVersion: '1.1' },
  },
  {
    because: 'assertion ahead of time',
    check: 'assertion_issue_instant',
    found: 'ahead',
    parts: { assertionIssueInstant: minutes(4) },
  },
  {
    because: 'assertion of another IdP by the right key',
    check: 'issuer',
    found: 'other',
    parts: { issuer: 'https://other/' },
  },
  {
    because: 'assertion Issuer that is no entity',
    check: 'issuer',
    found: 'Format',
    parts: { issuerFormat: nameIdFormat.persistent },
  },
  {
    because: 'holder of key only',
    check: 'bearer',
    found: 'holder-of-key',
    parts: { method: confirmationMethod.holderOfKey },
  },
  {
    because: 'no Recipient',
    check: 'recipient',
    found: 'no Recipient',
    parts: { recipient: null },
  },
  {
    because: 'another Recipient',
    check: 'recipient',
    found: 'other',
    parts: { recipient: 'https://other/assert' },
  },
  {
    because: 'Recipient that begins with ours',
    check: 'recipient',
    found: '.evil',
    parts: { recipient: `${acsUrl}.evil` },
  },
  {
    because: 'confirmation NotBefore to come',
    check: 'confirmation_not_before',
    found: '09:00',
    parts: { confirmationNotBefore: minutes(60) },
  },
  {
    because: 'confirmation NotBefore in the past',
    check: 'confirmation_not_before',
    found: '07:00',
    parts: { confirmationNotBefore: minutes(-60) },
  },
  {
    because: 'confirmation expired',
    check: 'confirmation_not_on_or_after',
    found: 'ago',
    parts: { confirmationNotOnOrAfter: minutes(-10) },
  },
  {
    because: 'confirmation without an end',
    check: 'confirmation_not_on_or_after',
    found: 'nothing',
    parts: { confirmationNotOnOrAfter: null },
  },
  {
    because: 'another client address',
    check: 'confirmation_address',
    found: '192.0.2.1',
    parts: { address: '192.0.2.1' },
  },
  {
    because: 'Recipient of one confirmation, expiry of another',
    check: 'recipient',
    found: 'other',
    parts: {
      recipient: 'https://other/assert',
      firstConfirmation: confirmation({
        Recipient: acsUrl,
        NotBefore: minutes(-1),
        NotOnOrAfter: minutes(-10),
      }),
    },
  },
  {
    because: 'not valid yet',
    check: 'not_before',
    found: 'ahead',
    parts: { notBefore: minutes(10) },
  },
  {
    because: 'expired',
    check: 'not_on_or_after',
    found: 'ago',
    parts: { notOnOrAfter: minutes(-10) },
  },
  {
    because: 'no audience',
    check: 'audience',
    found: 'no AudienceRestriction',
    parts: { audiences: [] },
  },
  {
    because: 'another audience',
    check: 'audience',
    found: 'https://other',
    parts: { audiences: [['https://other']] },
  },
  { because: 'empty audience', check: 'audience', found: '""', parts: { audiences: [['']] } },
  {
    because: 'audience that holds ours',
    check: 'audience',
    found: 'metadata.evil',
    parts: { audiences: [[`${entityId}.evil`]] },
  },
  {
    because: 'two restrictions, one of them not ours',
    check: 'audience',
    found: 'https://other',
    parts: { audiences: [[entityId], ['https://other']] },
  },
  {
    because: 'no AuthnStatement',
    check: 'authn_statement',
    found: '0',
    parts: { authnStatement: false },
  },
  {
    because: 'sign-in to come',
    check: 'authn_instant',
    found: 'ahead',
    parts: { authnInstant: minutes(10) },
  },
  {
    because: 'IdP session over',
    check: 'session_not_on_or_after',
    found: 'ago',
    parts: { sessionNotOnOrAfter: minutes(-1) },
  },
  {
    because: 'a day old',
    check: 'freshness',
    found: '24 h ago',
    parts: { assertionIssueInstant: minutes(-1440) },
  },
  {
    because: 'a Response a day old',
    check: 'freshness',
    found: '24 h ago',
    parts: { issueInstant: minutes(-1440) },
  },
  { because: 'no NameID', check: 'name_id', found: 'nothing', parts: { nameId: null } },
  {
    because: 'nobody we know',
    check: 'employee',
    found: 'K.Lee@contoso.com, which no employee has',
    parts: { nameId: 'K.Lee@contoso.com' },
  },
];

test.each(rejections)('$check: $because', (rejection) => expectOnlyThisRefused(under, rejection));
