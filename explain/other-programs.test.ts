/** Messages as other libraries and identity providers write them. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { explain } from './explain.ts';
import { readGiven } from './given.ts';
import { reportOf } from './report/explanation-report.ts';
import { captured } from './testing/captures.ts';

const file = (name: string) => readFileSync(new URL(`testing/messages/${name}`, import.meta.url));
const entityId = 'https://sp.example.test/metadata';
const acs = 'https://sp.example.test/acs';
const base64 = (pem: string) => pem.replace(/-----[^-]+-----|\s/g, '');
const spMetadata = `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${entityId}"><SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><KeyDescriptor><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>${base64(file('sp.pem').toString())}</X509Certificate></X509Data></KeyInfo></KeyDescriptor><AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="${acs}" index="0"/></SPSSODescriptor></EntityDescriptor>`;
const given = readGiven({
  certificates: [{ name: 'idp.pem', content: file('idp.pem') }],
  spMetadata: { name: 'sp.xml', content: Buffer.from(spMetadata) },
});

async function explainedFile(...names: string[]) {
  const captures = await Promise.all(names.map((name) => captured(file(name), name)));
  const explanation = explain(captures, given);
  const [only, ...more] = explanation.exchanges;
  if (!only || more.length > 0 || explanation.unreadable.length > 0)
    throw new TypeError(`${explanation.exchanges.length} exchanges`);
  return { ...only, report: reportOf(explanation, { showSecrets: true }).exchanges[0] };
}

describe('requests', () => {
  test.each([
    ['python3-saml-login.txt', 'AuthnRequest', 'https://sp.example.test/start?a=b c'],
    ['python3-saml-logout.txt', 'LogoutRequest', 'https://sp.example.test/login'],
    ['ruby-saml-login.txt', 'AuthnRequest', '/start'],
    ['ruby-saml-logout.txt', 'LogoutRequest', '/bye'],
    ['pysaml2-login.txt', 'AuthnRequest', '/start'],
    ['spring-login.txt', 'AuthnRequest', '0f9c5f6e-7a0e-4b1c-8e0a-1d2c3b4a5968'],
    ['shibboleth-login.txt', 'AuthnRequest', 'ss:mem:0123456789abcdef'],
  ])('%s: the query is verified, and Entra accepts it', async (name, kind, relayState) => {
    const { request, querySignatures, causes, judgedRequest } = await explainedFile(name);
    expect(request).toMatchObject({ binding: 'HTTP-Redirect', relayState, says: { kind } });
    expect(request?.says.issuer).toBe(entityId);
    expect(querySignatures.map(({ verdict }) => verdict)).toEqual(['valid']);
    expect([causes, judgedRequest?.refusals]).toEqual([[], []]);
  });
});

describe('responses', () => {
  test.each([
    ['okta-response.xml', 'http://www.okta.com/exk1example', ['Response', 'Assertion'], 'xs'],
    [
      'onelogin-response.xml',
      'https://app.onelogin.com/saml/metadata/000000',
      ['Assertion'],
      undefined,
    ],
    [
      'pysaml2-response.xml',
      'https://idp.example.test/idp.xml',
      ['Response', 'Assertion'],
      undefined,
    ],
  ])(
    '%s: signatures are verified, and every check passes',
    async (name, issuer, parents, prefixes) => {
      const { signatures, judged, causes, response, report } = await explainedFile(name);
      expect(response?.says.assertions[0]?.issuer).toBe(issuer);
      expect(signatures.map(({ parent, verdict }) => [parent, verdict])).toEqual(
        parents.map((parent) => [parent, 'valid']),
      );
      expect(new Set(signatures.map(({ examined }) => examined.prefixList))).toEqual(
        new Set([prefixes]),
      );
      expect(judged?.refusals.map(({ check, found }) => [check, found])).toEqual([]);
      expect(causes).toEqual([]);
      expect(report?.sentence).not.toContain('Entra');
    },
  );
  test('a prefix list is part of what is signed', async () => {
    const xml = file('okta-response.xml').toString();
    const other = await captured(xml.replaceAll('PrefixList="xs"', 'PrefixList="xsi"'));
    const [exchange] = explain([other], given).exchanges;
    expect(exchange?.signatures.map(({ verdict }) => verdict)).not.toContain('valid');
  });
  test('pysaml2 with both sides: the page of the form and the Response are one sign-in', async () => {
    const { request, response } = await explainedFile(
      'pysaml2-login-page.txt',
      'pysaml2-response.xml',
    );
    expect(request).toMatchObject({ binding: 'HTTP-POST', relayState: '/start' });
    expect(response?.says.inResponseTo).toBe(request?.says.id);
  });
});
