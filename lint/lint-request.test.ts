import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  acs,
  authnRequest,
  entityId,
  findingOf,
  idsOf,
  linted,
  logoutRequest,
  redirectUrl,
  spMetadata,
} from './testing/subjects.ts';

const issuer = `<saml:Issuer>${entityId}</saml:Issuer>`;
const context = (more: string, classRef: string) =>
  `${issuer}<samlp:RequestedAuthnContext ${more}><saml:AuthnContextClassRef>${classRef}</saml:AuthnContextClassRef></samlp:RequestedAuthnContext>`;
const password = 'urn:oasis:names:tc:SAML:2.0:ac:classes:Password';

test('control: a request that agrees with its metadata has no finding', async () => {
  const report = await linted([spMetadata(), redirectUrl(authnRequest()), authnRequest()]);
  expect(idsOf(report)).toEqual([]);
  expect(report.notChecked).toEqual([expect.stringMatching(/how the request is encoded .*750055/)]);
});

/** Each differs from the control in one thing. */
test.each<[id: string, code: string | undefined, from: string, to: string]>([
  ['error request-id', 'AADSTS7500529', 'ID="_a1"', 'ID="1a"'],
  ['error required-fields', 'AADSTS75005', 'Version="2.0" ', ''],
  ['error issuer', 'AADSTS700016', issuer, `<saml:Issuer>${entityId}/</saml:Issuer>`],
  ['error reply-url', 'AADSTS50011', `"${acs}"`, '"https://sp.example.test/ACS"'],
  ['error protocol-binding', 'AADSTS75003', ' Version', ' ProtocolBinding="urn:x" Version'],
  ['error name-id-policy', 'AADSTS750161', issuer, `${issuer}<samlp:NameIDPolicy Format="urn:x"/>`],
  [
    'error authn-context-comparison',
    'AADSTS900235',
    issuer,
    context('Comparison="minimum"', 'urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified'),
  ],
  ['error class-refs', 'AADSTS7500522', issuer, context('', 'Password')],
  [
    'error subject',
    'AADSTS900236',
    issuer,
    `${issuer}<saml:Subject><saml:NameID>x</saml:NameID></saml:Subject>`,
  ],
  ['error scoping', 'AADSTS75006', issuer, `${issuer}<samlp:Scoping ProxyCount="1"/>`],
  ['warning authn-context-method', 'AADSTS75011', issuer, context('', password)],
  [
    'warning authn-context-class',
    'AADSTS75011',
    issuer,
    context('', 'https://refeds.org/profile/mfa'),
  ],
  ['warning issue-instant-form', undefined, '08:00:00Z', '08:00:00+01:00'],
  [
    'warning reply-url-by-index',
    undefined,
    `AssertionConsumerServiceURL="${acs}"`,
    'AssertionConsumerServiceIndex="0"',
  ],
  ['note default-reply-url', undefined, ` AssertionConsumerServiceURL="${acs}"`, ''],
  [
    'note name-id-transient',
    undefined,
    issuer,
    `${issuer}<samlp:NameIDPolicy Format="urn:oasis:names:tc:SAML:2.0:nameid-format:transient"/>`,
  ],
])('%s: %s', async (id, code, from, to) => {
  const report = await linted([spMetadata(), redirectUrl(authnRequest([from, to]))]);
  expect(idsOf(report)).toContain(id);
  const finding = findingOf(report, id.split(' ')[1] ?? '');
  expect(finding.code).toBe(code);
  expect(finding.sentence).not.toMatch(/^AADSTS/);
  expect(finding.fix).not.toBe('');
  expect(finding.source.document).toMatch(/^(?:Microsoft Learn|SAML)/);
  // A violation of the schema may come with it, and nothing else.
  const others = idsOf(report).filter((one) => one !== id && one !== 'warning schema');
  expect(others).toEqual([]);
});

test('letter case and a trailing slash are named', async () => {
  const report = await linted([
    spMetadata(),
    redirectUrl(authnRequest([`"${acs}"`, '"https://sp.example.test/ACS/"'])),
  ]);
  expect(findingOf(report, 'reply-url').fix).toMatch(/only in letter case and a slash at the end/);
});

test('ForceAuthn cures a method, and not a class that nobody issues', async () => {
  const force = [' Version', ' ForceAuthn="true" Version'] as const;
  const asks = (classRef: string) =>
    linted([spMetadata(), redirectUrl(authnRequest(force, [issuer, context('', classRef)]))]);
  expect(idsOf(await asks(password))).toEqual([]);
  expect(idsOf(await asks('https://refeds.org/profile/mfa'))).toEqual([
    'warning authn-context-class',
  ]);
});

test('a given registration goes before the metadata; without either, the report says what was not checked', async () => {
  const request = redirectUrl(authnRequest());
  const given = { identifierUris: ['https://other.test'], replyUrls: [acs] };
  expect(idsOf(await linted([spMetadata(), request], { given }))).toEqual(['error issuer']);
  const alone = await linted(request);
  expect(idsOf(alone)).toEqual([]);
  expect(alone.notChecked).toEqual([
    expect.stringMatching(
      /700016\), and .*50011\): give the metadata .*--identifier and --reply-url/,
    ),
  ]);
  expect((await linted(request, { given })).notChecked).toEqual([]);
});

test('what a request names must be registered, so the forms must take it', async () => {
  const report = await linted(
    redirectUrl(authnRequest([`"${acs}"`, '"http://sp.example.test/acs#top"'])),
  );
  expect(idsOf(report)).toEqual(['error reply-url-scheme', 'error reply-url-fragment']);
});

test('an index of the metadata is known, another one is an error', async () => {
  const byIndex = (index: number) =>
    redirectUrl(
      authnRequest([
        `AssertionConsumerServiceURL="${acs}"`,
        `AssertionConsumerServiceIndex="${index}"`,
      ]),
    );
  expect(idsOf(await linted([spMetadata(), byIndex(0)]))).toEqual(['warning reply-url-by-index']);
  expect(idsOf(await linted([spMetadata(), byIndex(9)]))).toEqual([
    'error reply-url',
    'warning reply-url-by-index',
  ]);
});

test('each stage of encoding has its code, and the right encoding none', async () => {
  const xml = authnRequest();
  const url = 'https://login.microsoftonline.com/contoso.com/saml2?SAMLRequest=';
  const base64 = encodeURIComponent(Buffer.from(xml).toString('base64'));
  const code = async (input: string, by?: 'redirect' | 'post') => {
    const { linted: all } = await linted(input, by && { by });
    return all.flatMap(({ findings }) => findings.flatMap((one) => one.code ?? []));
  };
  expect(await code(`${url}${base64}`)).toEqual(['AADSTS750055']);
  const base64url = redirectUrl(xml).replaceAll('%2B', '-').replaceAll('%2F', '_');
  expect(base64url).not.toBe(redirectUrl(xml));
  expect(await code(base64url)).toEqual(['AADSTS750056']);
  expect(await code(`SAMLRequest=${base64}`, 'redirect')).toEqual(['AADSTS750055']);
  expect(await code(`SAMLRequest=${base64}`, 'post')).toEqual([]);
  const query = redirectUrl(xml).split('?')[1] ?? '';
  expect(await code(query, 'post')).toEqual(['AADSTS75005']);
  expect(await code(query)).toEqual([]);
});

test('signatures: algorithm and place, by binding', async () => {
  const signed = (algorithm: string) =>
    authnRequest([
      issuer,
      `${issuer}<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:SignedInfo><ds:CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/><ds:SignatureMethod Algorithm="${algorithm}"/><ds:Reference URI="#_a1"><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><ds:DigestValue>AAAA</ds:DigestValue></ds:Reference></ds:SignedInfo><ds:SignatureValue>AAAA</ds:SignatureValue></ds:Signature>`,
    ]);
  const sha256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
  const sha1 = 'http://www.w3.org/2000/09/xmldsig#rsa-sha1';
  const form = (xml: string) =>
    `SAMLRequest=${encodeURIComponent(Buffer.from(xml).toString('base64'))}`;
  const query = (algorithm: string) =>
    redirectUrl(authnRequest(), `&SigAlg=${encodeURIComponent(algorithm)}&Signature=AAAA`);
  expect(idsOf(await linted(form(signed(sha256))))).toEqual([]);
  expect(idsOf(await linted(query(sha256)))).toEqual([]);
  expect(idsOf(await linted(form(signed(sha1))))).toEqual(['warning signature-algorithm']);
  const ecdsa = sha256.replace('rsa', 'ecdsa');
  expect(findingOf(await linted(query(ecdsa)), 'signature-algorithm').found).toBe(ecdsa);
  expect(idsOf(await linted(redirectUrl(signed(sha256))))).toEqual(['warning signature-place']);
  expect(idsOf(await linted(redirectUrl(authnRequest(), '&Signature=AAAA')))).toEqual([
    'warning signature-algorithm-missing',
  ]);
});

test('a parameter that is sent twice is AADSTS9000411', async () => {
  const url = redirectUrl(authnRequest(), '&RelayState=a');
  expect(idsOf(await linted(url))).toEqual([]);
  expect(findingOf(await linted(`${url}&RelayState=b`), 'parameter')).toMatchObject({
    code: 'AADSTS9000411',
    severity: 'error',
  });
});

test('RelayState: 80 bytes pass, 81 are noted', async () => {
  const withState = (length: number) =>
    linted(redirectUrl(authnRequest(), `&RelayState=${'x'.repeat(length)}`));
  expect(idsOf(await withState(80))).toEqual([]);
  expect(idsOf(await withState(81))).toEqual(['note relay-state-length']);
});

const folder = new URL('../idp/single-sign-on/testing/requests/', import.meta.url);

/** Requests of public reports. */
test.each<[name: string, found: string]>([
  ['nameid-windows.xml', 'error name-id-policy'],
  ['id-slash-plus.xml', 'error request-id'],
  ['forceauthn-True.xml', 'error readable'],
  ['ispassive-True.xml', 'error readable'],
  ['unescaped-ampersand.xml', 'error readable'],
  ['issuer-percent20.xml', 'error identifier-form'],
  ['issuer-appid.xml', 'warning identifier-not-uri'],
  ['acs-index-99.xml', 'warning reply-url-by-index'],
  ['rac-refeds-mfa.xml', 'warning authn-context-class'],
])('%s: %s', async (name, found) => {
  expect(readdirSync(folder)).toContain(name);
  expect(idsOf(await linted(readFileSync(new URL(name, folder))))).toContain(found);
});

test('broken XML that is whole is AADSTS7500525 with its place', async () => {
  const report = await linted(readFileSync(new URL('unescaped-ampersand.xml', folder)));
  const { code, sentence } = findingOf(report, 'readable');
  expect([code, sentence]).toEqual([
    'AADSTS7500525',
    expect.stringMatching(/XML error in the SAML message at line 1, position \d+/),
  ]);
});

test('control: a LogoutRequest that agrees with the metadata has no finding', async () => {
  expect(idsOf(await linted([spMetadata(), redirectUrl(logoutRequest())]))).toEqual([]);
});

test.each<[id: string, code: string | undefined, from: string, to: string]>([
  ['error request-id', 'AADSTS7500529', 'ID="_b1"', 'ID="1b"'],
  ['error required-fields', 'AADSTS75005', 'IssueInstant="2026-11-30T08:00:00Z"', ''],
  ['error issuer', 'AADSTS700016', issuer, '<saml:Issuer>https://other.test</saml:Issuer>'],
  ['error name-id', 'AADSTS7500530', '<saml:NameID>B.Simon@contoso.com</saml:NameID>', ''],
])('LogoutRequest: %s: %s', async (id, code, from, to) => {
  const report = await linted([spMetadata(), redirectUrl(logoutRequest([from, to]))]);
  const ids = idsOf(report).filter((one) => one !== 'warning schema');
  expect(ids).toEqual([id]);
  expect(findingOf(report, id.split(' ')[1] ?? '').code).toBe(code);
});

test('a LogoutRequest by HTTP-POST, and one whose application has no Logout Url', async () => {
  const posted = `SAMLRequest=${encodeURIComponent(Buffer.from(logoutRequest()).toString('base64'))}`;
  expect(idsOf(await linted([spMetadata(), posted]))).toEqual(['error logout-binding']);
  const given = { identifierUris: [entityId], replyUrls: [acs] };
  const without = await linted(redirectUrl(logoutRequest()), { given });
  expect(idsOf(without)).toEqual(['warning logout-url-missing']);
  const logoutUrl = 'https://sp.example.test/slo';
  const withOne = await linted(redirectUrl(logoutRequest()), { given: { ...given, logoutUrl } });
  expect(idsOf(withOne)).toEqual([]);
});

/** As other libraries write them: quotes, prefixes and defaults differ (python3-saml, ruby-saml, pysaml2). */
test.each<[library: string, xml: string, ids: readonly string[]]>([
  [
    'python3-saml',
    `<samlp:AuthnRequest
  xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"
  xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"
  ID="ONELOGIN_0a1b" Version="2.0" IssueInstant="2026-11-30T08:00:00Z" Destination="https://login.microsoftonline.com/x/saml2"
  ProtocolBinding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" AssertionConsumerServiceURL="${acs}">
    <saml:Issuer>${entityId}</saml:Issuer>
    <samlp:NameIDPolicy Format="urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified" AllowCreate="true" />
    <samlp:RequestedAuthnContext Comparison="exact">
      <saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport</saml:AuthnContextClassRef>
    </samlp:RequestedAuthnContext>
</samlp:AuthnRequest>`,
    ['warning authn-context-method'],
  ],
  [
    'ruby-saml',
    `<samlp:AuthnRequest AssertionConsumerServiceURL='${acs}' Destination='https://login.microsoftonline.com/x/saml2' ID='_0a1b' IssueInstant='2026-11-30T08:00:00Z' Version='2.0' xmlns:saml='urn:oasis:names:tc:SAML:2.0:assertion' xmlns:samlp='urn:oasis:names:tc:SAML:2.0:protocol'><saml:Issuer>${entityId}</saml:Issuer><samlp:NameIDPolicy AllowCreate='true' Format='urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress'/></samlp:AuthnRequest>`,
    [],
  ],
  [
    'pysaml2',
    `<ns0:AuthnRequest xmlns:ns0="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:ns1="urn:oasis:names:tc:SAML:2.0:assertion" ID="id-0a1b" Version="2.0" IssueInstant="2026-11-30T08:00:00Z" AssertionConsumerServiceURL="${acs}"><ns1:Issuer Format="urn:oasis:names:tc:SAML:2.0:nameid-format:entity">${entityId}</ns1:Issuer><ns0:NameIDPolicy Format="urn:oasis:names:tc:SAML:2.0:nameid-format:transient" AllowCreate="false"/></ns0:AuthnRequest>`,
    ['note name-id-transient'],
  ],
])('a request as %s writes it', async (_, xml, ids) => {
  expect(idsOf(await linted([spMetadata(), redirectUrl(xml)]))).toEqual(ids);
});
