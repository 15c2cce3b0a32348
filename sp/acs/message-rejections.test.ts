import { afterAll, beforeAll, test } from 'vitest';
import { element } from '../../saml/canonical-writer.ts';
import { nameIdFormat, ns, statusCode } from '../../saml/names.ts';
import { acsUrl, expectOnlyThisRefused, minutes, type Rejection } from '../testing/answers.ts';
import { encode } from '../testing/build-response.ts';
import { idpEntityId, type SpUnderTest, spUnderTest } from '../testing/sp-under-test.ts';

let under: SpUnderTest;
beforeAll(async () => {
  under = await spUnderTest();
});
afterAll(() => under.sp.close());

const rejections: Rejection[] = [
  { because: 'not base64', check: 'encoding', found: 'base64', field: () => '%%%' },
  {
    because: 'not UTF-8',
    check: 'encoding',
    found: 'UTF-8',
    field: () => Buffer.from([0x3c, 0xff, 0x3e]).toString('base64'),
  },
  { because: 'empty', check: 'encoding', found: 'base64', field: () => '' },
  {
    because: 'too large',
    check: 'size',
    found: 'larger',
    field: (xml) => encode(xml + ' '.repeat(300_000)),
  },
  {
    because: 'too large after canonicalization, under a genuine SignedInfo',
    check: 'size',
    found: 'canonical form',
    parts: { sign: 'response' },
    alter: (xml) =>
      xml.replace(
        '<samlp:Status>',
        `<samlp:Extensions xmlns:a="urn:${'x'.repeat(500)}">${'<a:x/>'.repeat(10_000)}</samlp:Extensions>$&`,
      ),
  },
  { because: 'too deep', check: 'size', found: 'deep', field: () => encode('<a>'.repeat(1000)) },
  { because: 'with a DTD', check: 'doctype', found: 'DTD', alter: (xml) => `<!DOCTYPE a>${xml}` },
  { because: 'plain text', check: 'well_formed', found: 'XML', field: () => encode('hello') },
  { because: 'cut short', check: 'well_formed', found: 'XML', alter: (xml) => xml.slice(0, -10) },
  {
    because: 'an AuthnRequest',
    check: 'message',
    found: 'AuthnRequest',
    field: () =>
      encode(
        `<samlp:AuthnRequest xmlns:samlp="${ns.protocol}" ID="_1" Version="2.0" IssueInstant="${minutes(0)}"/>`,
      ),
  },
  {
    because: 'a Response of SAML 1.1',
    check: 'message',
    found: 'Response',
    alter: (xml) => xml.replaceAll('SAML:2.0:protocol', 'SAML:1.1:protocol'),
  },
  {
    because: 'an unexpected element',
    check: 'schema',
    found: 'Extra',
    parts: { extraChild: element('samlp:Extra') },
  },
  {
    because: 'no Status',
    check: 'schema',
    found: 'Assertion',
    alter: (xml) => xml.replace(/<samlp:Status>.*<\/samlp:Status>/, ''),
  },
  { because: 'Version 1.1', check: 'version', found: '1.1', parts: { version: '1.1' } },
  { because: 'Version 3.0', check: 'version', found: '3.0', parts: { version: '3.0' } },
  {
    because: 'ten years ahead',
    check: 'issue_instant',
    found: 'ahead',
    parts: { issueInstant: '2036-01-31T08:00:00Z' },
  },
  {
    because: 'a time without a zone',
    check: 'issue_instant',
    found: '2026-01-31T08:00:00',
    parts: { issueInstant: '2026-01-31T08:00:00' },
  },
  {
    because: 'Response of another tenant',
    check: 'response_issuer',
    found: 'other',
    parts: { responseIssuer: 'https://other/' },
  },
  {
    because: 'Response Issuer without its slash',
    check: 'response_issuer',
    found: idpEntityId.slice(0, -1),
    parts: { responseIssuer: idpEntityId.slice(0, -1) },
  },
  {
    because: 'Response Issuer of another Format',
    check: 'response_issuer',
    found: 'Format',
    parts: { responseIssuerFormat: nameIdFormat.persistent },
  },
  {
    because: 'sent to another SP',
    check: 'destination',
    found: 'other',
    parts: { destination: 'https://other/assert' },
  },
  {
    because: 'Destination with more path',
    check: 'destination',
    found: '/x',
    parts: { destination: `${acsUrl}/x` },
  },
  { because: 'empty Destination', check: 'destination', found: '""', parts: { destination: '' } },
  {
    because: 'the IdP failed',
    check: 'status',
    found: 'AADSTS75006: no',
    parts: {
      status: {
        code: statusCode.requester,
        subcode: statusCode.requestUnsupported,
        message: 'AADSTS75006: no',
      },
    },
  },
  {
    because: 'Success below Responder',
    check: 'status',
    found: 'Responder > ',
    parts: { status: { code: statusCode.responder, subcode: statusCode.success } },
  },
  {
    because: 'unknown status',
    check: 'status',
    found: 'urn:made-up',
    parts: { status: { code: 'urn:made-up' } },
  },
  {
    because: 'encrypted, in a Response that is not signed',
    check: 'signature_present',
    found: 'EncryptedAssertion',
    alter: (xml) => xml.replace(/<Assertion.*<\/Assertion>/, encrypted),
  },
  {
    because: 'an encrypted assertion next to the plain one',
    check: 'one_assertion',
    found: '1, and 1 encrypted',
    alter: (xml) => xml.replace('<Assertion', `${encrypted}$&`),
  },
  {
    because: 'no assertion',
    check: 'one_assertion',
    found: '0',
    alter: (xml) => xml.replace(/<Assertion.*<\/Assertion>/, ''),
  },
];

const encrypted = [
  `<EncryptedAssertion xmlns="${ns.assertion}"><EncryptedData xmlns="${ns.xenc}">`,
  '<CipherData><CipherValue>AAAA</CipherValue></CipherData></EncryptedData></EncryptedAssertion>',
].join('');

test.each(rejections)('$check: $because', (rejection) => expectOnlyThisRefused(under, rejection));
