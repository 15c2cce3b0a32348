import { describe, expect, test } from 'vitest';
import { nameIdFormat, ns } from '../../saml/names.ts';
import type { AuthenticationMethodMode } from '../authentication-methods/modes.ts';
import { textOf } from '../testing/administration.ts';
import { base64, redirectTo } from '../testing/browser.ts';
import { authnRequest, identifier, replyUrl } from '../testing/contoso.ts';
import { contosoForAllTests } from '../testing/contoso-for-each-test.ts';
import { expectSignedIn } from '../testing/expect-signed-in.ts';
import { signedInBy } from '../testing/signed-in-by.ts';

const lab = contosoForAllTests();
const c = (name: string) => `urn:oasis:names:tc:SAML:2.0:ac:classes:${name}`;
const windows = 'urn:federation:authentication:windows';
const multipleauthn = 'http://schemas.microsoft.com/claims/multipleauthn';

const ask = async (used: AuthenticationMethodMode[], classRefs: string[]) =>
  (await signedInBy(lab, used)).get(redirectTo(authnRequest({ classRefs })));

describe('AADSTS75011 names what was used and what was asked (entra-saml.md 10.2)', () => {
  test.each<[AuthenticationMethodMode[], string[], used: string, asked: string]>([
    [
      ['windowsHelloForBusiness'],
      [c('PasswordProtectedTransport')],
      'X509, MultiFactor',
      'Password, ProtectedTransport',
    ],
    [
      ['windowsHelloForBusiness', 'deviceCertificate'],
      [c('PasswordProtectedTransport')],
      'X509, MultiFactor, X509Device',
      'Password, ProtectedTransport',
    ],
    [
      ['fido2'],
      [c('PasswordProtectedTransport')],
      'MultiFactor, Fido',
      'Password, ProtectedTransport',
    ],
    [
      ['temporaryAccessPassOneTime'],
      [c('PasswordProtectedTransport')],
      'MultiFactor, OneTimePasscode',
      'Password, ProtectedTransport',
    ],
    [
      ['windowsIntegrated'],
      [c('PasswordProtectedTransport')],
      'WindowsIntegrated',
      'Password, ProtectedTransport',
    ],
    [
      ['windowsIntegrated', 'softwareOath'],
      [c('PasswordProtectedTransport')],
      'WindowsIntegrated, MultiFactor',
      'Password, ProtectedTransport',
    ],
    [['password', 'softwareOath'], [c('X509')], 'Password, MultiFactor', 'X509'],
    [['password'], [windows], 'Password, ProtectedTransport', 'WindowsIntegrated'],
    [['windowsHelloForBusiness'], [c('Password')], 'X509, MultiFactor', 'Password'],
    [['password', 'softwareOath'], [multipleauthn], 'Password, MultiFactor', multipleauthn],
  ])('%j, asked for %j', async (used, classRefs, usedWords, askedWords) => {
    const page = await ask(used, classRefs);
    expect(page.aadsts).toBe(75011);
    expect(textOf(page)).toContain(
      `AADSTS75011: Authentication method '${usedWords}' by which the user authenticated with the service doesn't match requested authentication method '${askedWords}'. Contact the Peakon application owner.`,
    );
  });
});

test.each<[AuthenticationMethodMode[], string[]]>([
  [['password'], [c('Password')]],
  [['password', 'softwareOath'], [c('Password')]],
  [['password', 'softwareOath'], [c('PasswordProtectedTransport')]],
  [['password', 'softwareOath'], [c('TimeSyncToken')]],
  [['deviceCertificate', 'password'], [c('PasswordProtectedTransport')]],
  [['windowsHelloForBusiness'], [c('X509')]],
  [['windowsHelloForBusiness'], [c('Password'), c('X509')]],
  [['x509CertificateMultiFactor'], [c('X509')]],
  [['fido2'], [c('SmartcardPKI')]],
  [['windowsIntegrated'], [windows]],
  [['windowsIntegrated'], [c('Kerberos')]],
  [['windowsIntegrated', 'softwareOath'], [windows]],
  [['temporaryAccessPassOneTime'], [c('Unspecified')]],
  [['fido2'], [c('unspecified')]],
])('%j satisfies %j', async (used, classRefs) => {
  expectSignedIn(await ask(used, classRefs));
});

describe('the page of AADSTS75011 sends the request again with one change', () => {
  const hostile = '"><script>alert(1)</script>';
  const refused = async () => {
    const browser = await signedInBy(lab, ['windowsHelloForBusiness']);
    const request = authnRequest({
      classRefs: [c('PasswordProtectedTransport')],
      nameIDFormat: nameIdFormat.persistent,
    });
    const page = await browser.get(redirectTo(request, { RelayState: hostile }));
    expect(page.aadsts).toBe(75011);
    const [without, force] = page.forms;
    if (!without || !force) throw new Error('The page does not have two forms.');
    return { browser, page, without, force };
  };
  const xmlOf = ({ fields }: { fields: Record<string, string> }) =>
    Buffer.from(fields.SAMLRequest ?? '', 'base64').toString('utf8');
  const id = 'id6c1c178c166d486687be4aaf5e482730';

  test('both methods, in words and in full', async () => {
    const text = textOf((await refused()).page);
    expect(text).toContain('Signed in by X509, MultiFactor Windows Hello for Business');
    expect(text).toContain(
      `Requested Password, ProtectedTransport ${c('PasswordProtectedTransport')}`,
    );
  });

  test('without RequestedAuthnContext: the user is signed in, with the ID and RelayState of the first request', async () => {
    const { browser, page, without } = await refused();
    expect(xmlOf(without)).not.toContain('RequestedAuthnContext');
    expect(xmlOf(without)).toContain(`<saml:Issuer xmlns:saml="${ns.assertion}">${identifier}<`);
    expect(page.body).not.toContain('<script>alert');
    const sent = await browser.post(without.action, without.fields);
    expectSignedIn(sent);
    expect(sent.form.action).toBe(replyUrl);
    expect(sent.form.fields.RelayState).toBe(hostile);
    expect(sent.response).toContain(`InResponseTo="${id}"`);
    expect(sent.response).toContain(`<NameID Format="${nameIdFormat.persistent}">`);
  });

  test('with ForceAuthn: the user is asked, and the requested method succeeds', async () => {
    const { browser, force } = await refused();
    expect(xmlOf(force)).toContain('ForceAuthn="true"');
    expect(xmlOf(force)).toContain(c('PasswordProtectedTransport'));
    const asked = await browser.post(force.action, force.fields);
    expect(asked.response).toBeUndefined();
    const sent = await browser.signIn(asked);
    expectSignedIn(sent);
    expect(sent.response).toContain(`InResponseTo="${id}"`);
  });

  test('it is a request like any other: an address that is no Reply URL is AADSTS50011', async () => {
    const { browser, without } = await refused();
    const SAMLRequest = base64(xmlOf(without).replace(replyUrl, 'https://attacker.example/acs'));
    const sent = await browser.post(without.action, { ...without.fields, SAMLRequest });
    expect(sent.aadsts).toBe(50011);
    expect(sent.response).toBeUndefined();
  });

  test('another error has no such forms', async () => {
    const { browser } = await refused();
    const page = await browser.get(redirectTo(authnRequest({ issuer: 'urn:nobody' })));
    expect(page.aadsts).toBe(700016);
    expect(page.forms).toEqual([]);
  });
});
