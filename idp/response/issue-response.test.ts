import { beforeAll, describe, expect, test } from 'vitest';
import { thumbprint, toBase64 } from '../../certs/certificate.ts';
import { makeSigningCertificate, type SigningKey } from '../../certs/signing-certificate.ts';
import { nameIdFormat } from '../../saml/names.ts';
import { openResponse } from '../../saml/response.ts';
import { authnContextOf } from '../authentication-methods/authn-context.ts';
import { issueResponse, type ResponseContent } from './issue-response.ts';
import type { SigningOption } from './sign.ts';

const issueInstant = new Date('2026-03-01T08:00:00.123Z');
const tenantId = 'aaaabbbb-0000-cccc-1111-dddd2222eeee';
const acs = 'https://app.peakon.com/saml/contoso/assert';
let key: SigningKey;

beforeAll(async () => {
  key = await makeSigningCertificate({ notBefore: issueInstant });
});

const content = (changes: Partial<ResponseContent> = {}): ResponseContent => ({
  ids: { response: '_r', assertion: '_a' },
  issueInstant,
  now: () => issueInstant,
  authnContext: authnContextOf(['password'], 'asCaptured'),
  subject: {
    tenantId,
    user: {
      id: '11111111-2222-3333-4444-555555555555',
      displayName: 'B.Simon',
      userPrincipalName: 'B.Simon@contoso.com',
      givenName: 'B',
      surname: 'Simon',
      mail: 'B.Simon@contoso.com',
    },
  },
  nameId: { format: nameIdFormat.emailAddress, value: 'B.Simon@contoso.com' },
  authnInstant: new Date('2026-02-20T07:00:00.000Z'),
  assertionConsumerServiceURL: acs,
  identifier: 'https://app.peakon.com/saml/contoso/metadata',
  inResponseTo: 'id1',
  ...changes,
});

const issue = (changes?: Partial<ResponseContent>, option: SigningOption = 'assertion') =>
  issueResponse(content(changes), {
    key: { privateKey: key.privateKey, certificateBase64: toBase64(key.certificate) },
    option,
    algorithm: 'sha256',
  });

const signature = /<Signature .*?<\/Signature>/g;

test('every element, attribute and instant is as in the captures (entra-saml.md 2.1, 2.2, 2.4)', async () => {
  const xml = await issue();
  expect(xml.replace(signature, '[Signature]').replaceAll('><', '>\n<')).toMatchInlineSnapshot(`
    "<samlp:Response ID="_r" Version="2.0" IssueInstant="2026-03-01T08:00:00.123Z" Destination="https://app.peakon.com/saml/contoso/assert" InResponseTo="id1" xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol">
    <Issuer xmlns="urn:oasis:names:tc:SAML:2.0:assertion">https://sts.windows.net/aaaabbbb-0000-cccc-1111-dddd2222eeee/</Issuer>
    <samlp:Status>
    <samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/>
    </samlp:Status>
    <Assertion ID="_a" IssueInstant="2026-03-01T08:00:00.123Z" Version="2.0" xmlns="urn:oasis:names:tc:SAML:2.0:assertion">
    <Issuer>https://sts.windows.net/aaaabbbb-0000-cccc-1111-dddd2222eeee/</Issuer>[Signature]<Subject>
    <NameID Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress">B.Simon@contoso.com</NameID>
    <SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">
    <SubjectConfirmationData InResponseTo="id1" NotOnOrAfter="2026-03-01T09:00:00.003Z" Recipient="https://app.peakon.com/saml/contoso/assert"/>
    </SubjectConfirmation>
    </Subject>
    <Conditions NotBefore="2026-03-01T07:55:00.003Z" NotOnOrAfter="2026-03-01T09:00:00.003Z">
    <AudienceRestriction>
    <Audience>https://app.peakon.com/saml/contoso/metadata</Audience>
    </AudienceRestriction>
    </Conditions>
    <AttributeStatement>
    <Attribute Name="http://schemas.microsoft.com/identity/claims/tenantid">
    <AttributeValue>aaaabbbb-0000-cccc-1111-dddd2222eeee</AttributeValue>
    </Attribute>
    <Attribute Name="http://schemas.microsoft.com/identity/claims/objectidentifier">
    <AttributeValue>11111111-2222-3333-4444-555555555555</AttributeValue>
    </Attribute>
    <Attribute Name="http://schemas.microsoft.com/identity/claims/displayname">
    <AttributeValue>B.Simon</AttributeValue>
    </Attribute>
    <Attribute Name="http://schemas.microsoft.com/identity/claims/identityprovider">
    <AttributeValue>https://sts.windows.net/aaaabbbb-0000-cccc-1111-dddd2222eeee/</AttributeValue>
    </Attribute>
    <Attribute Name="http://schemas.microsoft.com/claims/authnmethodsreferences">
    <AttributeValue>http://schemas.microsoft.com/ws/2008/06/identity/authenticationmethod/password</AttributeValue>
    </Attribute>
    <Attribute Name="http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname">
    <AttributeValue>B</AttributeValue>
    </Attribute>
    <Attribute Name="http://schemas.xmlsoap.org/ws/2005/05/identity/claims/surname">
    <AttributeValue>Simon</AttributeValue>
    </Attribute>
    <Attribute Name="http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress">
    <AttributeValue>B.Simon@contoso.com</AttributeValue>
    </Attribute>
    <Attribute Name="http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name">
    <AttributeValue>B.Simon@contoso.com</AttributeValue>
    </Attribute>
    </AttributeStatement>
    <AuthnStatement AuthnInstant="2026-02-20T07:00:00.000Z" SessionIndex="_a">
    <AuthnContext>
    <AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</AuthnContextClassRef>
    </AuthnContext>
    </AuthnStatement>
    </Assertion>
    </samlp:Response>"
  `);
});

test('the signature is the one of entra-saml.md 2.3', async () => {
  const [found = ''] = (await issue()).match(signature) ?? [];
  const shape = found
    .replace(/(<DigestValue>)[^<]+/, '$1digest')
    .replace(/(<SignatureValue>)[^<]+/, '$1value')
    .replace(toBase64(key.certificate), 'certificate');
  expect(shape.replaceAll('><', '>\n<')).toMatchInlineSnapshot(`
    "<Signature xmlns="http://www.w3.org/2000/09/xmldsig#">
    <SignedInfo>
    <CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>
    <SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/>
    <Reference URI="#_a">
    <Transforms>
    <Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/>
    <Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>
    </Transforms>
    <DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>
    <DigestValue>digest</DigestValue>
    </Reference>
    </SignedInfo>
    <SignatureValue>value</SignatureValue>
    <KeyInfo>
    <X509Data>
    <X509Certificate>certificate</X509Certificate>
    </X509Data>
    </KeyInfo>
    </Signature>"
  `);
});

test('without a request, InResponseTo is absent in both places', async () => {
  expect(await issue()).toMatch(/InResponseTo="id1".*InResponseTo="id1"/s);
  expect(await issue({ inResponseTo: undefined })).not.toContain('InResponseTo');
});

test('an Identifier that is not a URI is sent as a servicePrincipalName', async () => {
  expect(await issue({ identifier: 'peakon' })).toContain('<Audience>spn:peakon</Audience>');
  expect(await issue({ identifier: 'urn:peakon' })).toContain('<Audience>urn:peakon</Audience>');
});

describe('each signing option signs what it says, so that a verifier agrees', () => {
  const certificates = () => [
    { publicKey: key.certificate.publicKey, thumbprint: thumbprint(key.certificate) },
  ];
  test.each([
    ['assertion', 'Assertion', 1],
    ['response', 'Response', 1],
    ['both', 'both', 2],
  ] as const)('%s', async (option, signed, count) => {
    const xml = await issue({}, option);
    expect(xml.match(signature)).toHaveLength(count);
    using received = openResponse(Buffer.from(xml));
    expect(received.schemaErrors).toEqual([]);
    expect(received.verify({ certificates: certificates() }).signed).toBe(signed);
  });

  test('an altered response fails', async () => {
    const altered = (await issue()).replace('>B.Simon@contoso.com<', '>Mallory@contoso.com<');
    using received = openResponse(Buffer.from(altered));
    expect(() => received.verify({ certificates: certificates() })).toThrow(
      expect.objectContaining({ code: 'signature_invalid' }),
    );
  });
});

test.each<SigningOption>(['assertion', 'response', 'both'])(
  'the response may be issued some milliseconds after its assertion (%s signed)',
  async (option) => {
    const xml = await issue({ now: () => new Date(issueInstant.getTime() + 7) }, option);
    const instants = [...xml.matchAll(/ IssueInstant="([^"]+)"/g)].map(([, value]) => value);
    expect(instants).toEqual(['2026-03-01T08:00:00.130Z', '2026-03-01T08:00:00.123Z']);
  },
);
