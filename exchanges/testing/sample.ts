import { deflateRawSync } from 'node:zlib';
import { toBase64 } from '../../certs/certificate.ts';
import { makeSigningCertificate } from '../../certs/signing-certificate.ts';
import { element, wire } from '../../saml/canonical-writer.ts';
import { ns } from '../../saml/names.ts';
import { signEnveloped } from '../../saml/sign.ts';
import type { Exchange, ExchangeMessage } from '../exchange.ts';

const at = '2026-03-01T08:00:00.000Z';
const acs = 'https://sp.example.test/acs';

/** A message by HTTP-POST. */
export const posted = (xml: string, changes: Partial<ExchangeMessage> = {}): ExchangeMessage => ({
  parameter: 'SAMLResponse',
  binding: 'HTTP-POST',
  address: acs,
  value: Buffer.from(xml).toString('base64'),
  at,
  ...changes,
});

/** A message by HTTP-Redirect. */
export const redirected = (
  xml: string,
  changes: Partial<ExchangeMessage> = {},
): ExchangeMessage => ({
  parameter: 'SAMLRequest',
  binding: 'HTTP-Redirect',
  address: 'https://idp.example.test/saml2',
  value: deflateRawSync(xml).toString('base64'),
  at,
  ...changes,
});

export const authnRequest = `<samlp:AuthnRequest xmlns:samlp="${ns.protocol}" xmlns:saml="${ns.assertion}" ID="_req1" Version="2.0" IssueInstant="${at}" AssertionConsumerServiceURL="${acs}"><saml:Issuer>https://sp.example.test/metadata</saml:Issuer><samlp:NameIDPolicy Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"/></samlp:AuthnRequest>`;

/** Made once: a key takes a while. */
export const key = await makeSigningCertificate({ notBefore: new Date('2026-01-01T00:00:00Z') });

/** A Response whose Assertion is signed. */
export async function signedResponse(): Promise<string> {
  const value = (text: string) => element('AttributeValue', {}, text);
  const assertion = element(
    'Assertion',
    { ID: '_a1', Version: '2.0', IssueInstant: at, xmlns: ns.assertion },
    element('Issuer', {}, 'https://idp.example.test/'),
    element('Subject', {}, element('NameID', {}, 'B.Simon@contoso.com')),
    element(
      'AttributeStatement',
      {},
      element('Attribute', { Name: 'givenname' }, value('B')),
      element('Attribute', { Name: 'groups' }, value('Sales & <Marketing>'), value('Password')),
    ),
  );
  const { privateKey, certificate } = key;
  const signed = await signEnveloped(assertion, {
    key: { privateKey, certificateBase64: toBase64(certificate) },
  });
  return wire(
    element(
      'samlp:Response',
      { ID: '_r1', InResponseTo: '_req1', Version: '2.0', 'xmlns:samlp': ns.protocol },
      signed,
    ),
  );
}

/** A sign-in that succeeded. */
export const sampleExchange = async (changes: Partial<Exchange> = {}): Promise<Exchange> => ({
  version: 1,
  id: '3c1f8f0e-3c4b-4a36-8a52-0f5a3b1c9d00',
  kind: 'sign-in',
  startedAt: at,
  durationMs: 1200,
  application: { id: '22222222-2222-2222-2222-222222222222', name: 'Peakon' },
  user: 'B.Simon@contoso.com',
  outcome: 'success',
  request: redirected(authnRequest, { relayState: '/account' }),
  response: posted(await signedResponse(), { relayState: '/account' }),
  checks: [
    {
      by: 'idp',
      name: 'issuer',
      title: 'The Issuer names an application',
      outcome: 'passed',
    },
    {
      by: 'sp',
      name: 'employee',
      title: 'The NameID names an employee',
      outcome: 'passed',
      expected: 'an employee',
      found: 'B.Simon@contoso.com',
    },
  ],
  claims: [
    { name: 'givenname', values: ['B'], reason: 'from user.givenname' },
    { name: 'surname', values: [], reason: 'user.surname is empty' },
    {
      name: 'groups',
      values: ['Sales & <Marketing>', 'Password'],
      reason: 'a constant value',
    },
  ],
  cookies: [{ by: 'sp', name: 'peakon_session', attributes: 'Path=/; HttpOnly; SameSite=Lax' }],
  redirects: [
    { by: 'sp', from: '/login', status: 303, to: 'https://idp.example.test/saml2?SAMLRequest' },
  ],
  timeline: [
    {
      at,
      by: 'sp',
      what: 'Sent an AuthnRequest by HTTP-Redirect.',
      outcome: 'done',
      durationMs: 4,
    },
    {
      at: '2026-03-01T08:00:01.200Z',
      by: 'idp',
      what: 'Sent a Response for B.Simon@contoso.com.',
      outcome: 'done',
    },
  ],
  ...changes,
});
