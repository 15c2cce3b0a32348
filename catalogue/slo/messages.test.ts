/** Code that the cases do not use accepts the unaltered logout messages, so a refusal is due to the change that a case makes. */
import { createPublicKey, verify, X509Certificate } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { SignedXml } from 'xml-crypto';
import { inflateRedirect } from '../../saml/bindings/redirect.ts';
import { verifyRedirectSignature } from '../../saml/bindings/redirect-signature.ts';
import { parseXml } from '../../saml/parse.ts';
import { schemaErrors } from '../../saml/schema.ts';
import { signXml } from '../sign-xml.ts';
import { testCast, testSpec } from '../testing/cast.ts';
import { elementText } from '../xml-text.ts';
import { logoutRequestXml, logoutResponseXml } from './logout-message.ts';
import { lowerCaseEscapes, type RedirectQuery, redirectQuery } from './redirect-query.ts';

const destination = 'http://sp.test/saml/contoso/logout';

async function made(options: Partial<RedirectQuery> = {}) {
  const { cast } = await testCast();
  const spec = testSpec(cast);
  const request = logoutRequestXml(spec, { destination });
  const response = logoutResponseXml(spec, { destination, inResponseTo: '_request-1' });
  const query = redirectQuery({
    parameter: 'SAMLRequest' as const,
    xml: request,
    relayState: 'a/b c',
    key: cast.idp.privateKey,
    ...options,
  });
  const { publicKey } = new X509Certificate(Buffer.from(cast.idp.certificateBase64, 'base64'));
  return { cast, request, response, query, publicKeys: [publicKey] };
}

describe('XML', () => {
  test.for(['request', 'response'] as const)('the %s follows the schema', async (which) => {
    const document = parseXml(Buffer.from((await made())[which]));
    expect(schemaErrors(document)).toEqual([]);
    document.dispose();
  });

  test('a signature inside verifies with xml-crypto', async () => {
    const { cast, request } = await made();
    const xml = signXml(request, { element: 'LogoutRequest', key: cast.idp });
    const publicCert = createPublicKey(cast.idp.privateKey).export({ type: 'spki', format: 'pem' });
    const verifier = new SignedXml({ publicCert, getCertFromKeyInfo: () => null });
    verifier.loadSignature(elementText(xml, 'Signature'));
    expect(verifier.checkSignature(xml)).toBe(true);
  });
});

describe('query', () => {
  const parameter = 'SAMLRequest';

  test.for([
    ['upper-case escapes', encodeURIComponent],
    ['lower-case escapes', lowerCaseEscapes],
  ] as const)('verifies with %s', async ([, encode]) => {
    const { query, publicKeys, request } = await made({ encode });
    verifyRedirectSignature(query, { parameter, publicKeys });
    const value = new URLSearchParams(query).get(parameter) ?? '';
    expect(Buffer.from(inflateRedirect(value)).toString('utf8')).toBe(request);
  });

  test('lower-case escapes differ from those of encodeURIComponent', async () => {
    const [lower, upper] = [await made({ encode: lowerCaseEscapes }), await made()];
    expect(lower.query).toMatch(/%2f/);
    expect(lower.query).not.toMatch(/%[0-9A-F]*[A-F]/);
    expect(upper.query).not.toMatch(/%2f/);
  });

  test('does not verify once RelayState was changed', async () => {
    const { query, publicKeys } = await made();
    const changed = query.replace('RelayState=a', 'RelayState=b');
    expect(() => verifyRedirectSignature(changed, { parameter, publicKeys })).toThrow(
      expect.objectContaining({ code: 'signature_invalid' }),
    );
  });

  test('an unknown SigAlg goes with a genuine SHA-1 signature', async () => {
    const { query, publicKeys } = await made({ sigAlg: 'urn:example:none', digest: 'sha1' });
    const [signed = '', signature = ''] = query.split('&Signature=');
    const value = Buffer.from(decodeURIComponent(signature), 'base64');
    const [key] = publicKeys;
    expect(key && verify('sha1', Buffer.from(signed), key, value)).toBe(true);
  });
});
