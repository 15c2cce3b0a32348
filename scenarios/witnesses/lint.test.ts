import { generateKeyPairSync } from 'node:crypto';
import { SAML, type SamlConfig } from '@node-saml/node-saml';
import { Constants, IdentityProvider, ServiceProvider } from 'samlify';
import { describe, expect, test } from 'vitest';
import {
  acs,
  entityId,
  findingOf,
  idsOf,
  linted,
  spMetadata,
} from '../../lint/testing/subjects.ts';

/** What other libraries really send, judged: their defaults, and the same with the fix that the finding names. */

const entryPoint = 'https://login.microsoftonline.com/contoso.com/saml2';
const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const user = { issuer: 'x', nameID: 'B.Simon@contoso.com', nameIDFormat: 'x' };

const nodeSaml = (changes: Partial<SamlConfig>) =>
  new SAML({ issuer: entityId, callbackUrl: acs, entryPoint, idpCert: 'AAAA', ...changes });

describe('node-saml', () => {
  const found = async (input: string) => idsOf(await linted([spMetadata(), input]));
  const login = (changes: Partial<SamlConfig>) =>
    nodeSaml(changes).getAuthorizeUrlAsync('', undefined, {});

  test('asks for a password by default, which fails for a user with a second factor; the fix passes', async () => {
    expect(await found(await login({}))).toEqual(['warning authn-context-method']);
    expect(await found(await login({ disableRequestedAuthnContext: true }))).toEqual([]);
  });

  test('signs with RSA-SHA1 by default, and with RSA-SHA256 when told to', async () => {
    const signed = { privateKey, disableRequestedAuthnContext: true };
    expect(await found(await login(signed))).toEqual(['warning signature-algorithm']);
    expect(await found(await login({ ...signed, signatureAlgorithm: 'sha256' }))).toEqual([]);
  });

  test('a minimum, another Issuer and another address are the errors of Entra', async () => {
    expect(await found(await login({ racComparison: 'minimum' }))).toContain(
      'error authn-context-comparison',
    );
    const plain = { disableRequestedAuthnContext: true };
    expect(await found(await login({ ...plain, issuer: `${entityId}/` }))).toEqual([
      'error issuer',
    ]);
    expect(await found(await login({ ...plain, callbackUrl: `${acs}/` }))).toEqual([
      'error reply-url',
    ]);
  });

  test('compresses what it posts, unless told not to', async () => {
    const posted = async (skipRequestCompression: boolean) => {
      const options = { disableRequestedAuthnContext: true, skipRequestCompression };
      const fields = await nodeSaml(options).getAuthorizeMessageAsync('');
      return linted(
        [spMetadata(), `SAMLRequest=${encodeURIComponent(String(fields.SAMLRequest))}`],
        {
          by: 'post',
        },
      );
    };
    expect(findingOf(await posted(false), 'readable')).toMatchObject({ code: 'AADSTS75005' });
    expect(idsOf(await posted(true))).toEqual([]);
  });

  test('its LogoutRequest passes, and fails for another Issuer', async () => {
    const logout = (changes: Partial<SamlConfig>) =>
      nodeSaml(changes).getLogoutUrlAsync(user, '', {});
    expect(await found(await logout({}))).toEqual([]);
    expect(await found(await logout({ issuer: 'https://other.test' }))).toEqual(['error issuer']);
  });
});

describe('samlify', () => {
  const { redirect, post } = Constants.namespace.binding;
  const idp = IdentityProvider({
    entityID: 'https://sts.windows.net/contoso/',
    singleSignOnService: [{ Binding: redirect, Location: entryPoint }],
    singleLogoutService: [{ Binding: redirect, Location: entryPoint }],
  });
  const sp = (location: string) =>
    ServiceProvider({
      entityID: entityId,
      assertionConsumerService: [{ Binding: post, Location: location }],
      singleLogoutService: [{ Binding: redirect, Location: 'https://sp.example.test/slo' }],
    });

  test('its metadata and its request pass, and fail for http', async () => {
    const judge = async (location: string) => {
      const provider = sp(location);
      const { context } = provider.createLoginRequest(idp, 'redirect');
      return idsOf(await linted([provider.getMetadata(), context]));
    };
    expect(await judge(acs)).toEqual([]);
    expect(await judge('http://sp.example.test/acs')).toEqual(['error reply-url-scheme']);
  });

  test('its LogoutRequest passes', async () => {
    const { context } = sp(acs).createLogoutRequest(idp, 'redirect', {
      logoutNameID: user.nameID,
      sessionIndex: '_s',
    });
    expect(idsOf(await linted([spMetadata(), context]))).toEqual([]);
  });
});
