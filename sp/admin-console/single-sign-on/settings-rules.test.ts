import { describe, expect, test } from 'vitest';
import { thumbprint } from '../../../certs/certificate.ts';
import { idpEntityId, ssoLoginUrl } from '../../testing/sp-under-test.ts';
import { inputValue, singleSignOnPage as page } from '../testing/administrator.ts';
import { bothAdministratorsForEachTest } from '../testing/both-administrators.ts';
import { nothing, thumbprints, tutorial } from '../testing/tutorial-settings.ts';

const tenant = 'aaaabbbb-0000-cccc-1111-dddd2222eeee';
const at = bothAdministratorsForEachTest();

describe('a refused form keeps the typed values and names the fault', () => {
  test.each<[keyof typeof tutorial, string, string]>([
    ['ssoLoginUrl', 'javascript:alert(1)', 'The SSO Login URL must be'],
    ['ssoLoginUrl', '', 'The SSO Login URL must be'],
    ['ssoLoginUrl', idpEntityId, 'Paste the Login URL, which ends in /saml2'],
    ['ssoLogoutUrl', idpEntityId, 'Paste the Logout URL, which ends in /saml2'],
    ['ssoLogoutUrl', 'nowhere', 'The SSO Logout URL must be'],
    ['idpEntityId', 'x'.repeat(1025), '1 to 1024 characters'],
    ['clockSkewSeconds', '601', 'from 0 to 600'],
    ['clockSkewSeconds', '1.5', 'from 0 to 600'],
    ['clockSkewSeconds', '', 'from 0 to 600'],
  ])('%s "%s"', async (name, value, said) => {
    const typed = { ...tutorial, [name]: value };
    const answer = await at.fabrikam.upload(page, typed, { certificate: at.own.der });
    expect(answer.statusCode).toBe(400);
    expect(answer.body).toContain(said);
    expect(inputValue(answer.body, name)).toBe(value);
    expect(await at.settings('fabrikam')).toBeUndefined();
    const keptCertificate = inputValue(answer.body, 'keptCertificate') ?? '';
    const corrected = { ...tutorial, keptCertificate };
    const control = await at.fabrikam.upload(page, corrected, { certificate: nothing });
    expect(control.statusCode).toBe(303);
    expect(thumbprints((await at.fabrikam.get(page)).body)).toEqual([thumbprint(at.own)]);
  });

  test('an entity ID that cannot be derived from the Login URL', async () => {
    const typed = { ...tutorial, ssoLoginUrl: 'https://idp.test/sso' };
    const answer = await at.fabrikam.upload(page, typed, { certificate: at.own.der });
    expect(answer.statusCode).toBe(400);
    expect(answer.body).toContain('cannot be derived from the SSO Login URL');
    const told = { ...typed, idpEntityId: 'urn:idp' };
    expect((await at.fabrikam.upload(page, told, { certificate: at.own.der })).statusCode).toBe(
      303,
    );
    expect((await at.settings('fabrikam'))?.input.idpEntityId).toBe('urn:idp');
  });
});

test('a Login URL unlike those of Microsoft Entra is saved with a warning', async () => {
  const save = async (ssoLoginUrl: string) => {
    const seen = { ...tutorial, ssoLoginUrl, idpEntityId, revision: await at.revision('contoso') };
    const saved = await at.contoso.upload(page, seen, { certificate: nothing });
    return (await at.contoso.get(saved.headers.location ?? '')).body;
  };
  const odd = await save(`${new URL(ssoLoginUrl).origin}/sso`);
  expect(odd).toContain('Saved. Employees can sign in');
  expect(odd).toContain('does not end in /saml2');
  expect(await save(ssoLoginUrl)).not.toContain('does not end in /saml2');
});

test('the entity ID follows the Login URL, unless it was typed', async () => {
  const saveIn = async (changes: Partial<typeof tutorial>) => {
    const seen = { ...tutorial, ...changes, revision: await at.revision('contoso') };
    await at.contoso.upload(page, seen, { certificate: nothing });
    return (await at.settings('contoso'))?.input.idpEntityId;
  };
  const otherLogin = ssoLoginUrl.replace(tenant, tenant.replaceAll('a', 'f'));
  const other = idpEntityId.replace(tenant, tenant.replaceAll('a', 'f'));
  expect(await saveIn({ idpEntityId, ssoLoginUrl: otherLogin })).toBe(other);
  expect(await saveIn({ idpEntityId: 'urn:own', ssoLoginUrl: otherLogin })).toBe('urn:own');
  expect(await saveIn({ idpEntityId: 'urn:own', ssoLoginUrl })).toBe('urn:own');
});

test('single logout needs the Logout URL', async () => {
  const typed = { ...tutorial, ssoLogoutUrl: '', singleLogout: 'on' };
  const answer = await at.fabrikam.upload(page, typed, { certificate: at.own.der });
  expect(answer.statusCode).toBe(400);
  expect(answer.body).toContain('Single logout needs the SSO Logout URL');
  const told = { ...typed, ssoLogoutUrl: ssoLoginUrl };
  expect((await at.fabrikam.upload(page, told, { certificate: at.own.der })).statusCode).toBe(303);
  expect((await at.settings('fabrikam'))?.input.singleLogout).toBe(true);
});

test('further settings are saved and shown; SHA-1 with a warning', async () => {
  const { allowUnsolicited: _, ...unticked } = tutorial;
  const typed = {
    ...unticked,
    clockSkewSeconds: '0',
    requestedAuthnContext: 'urn:x',
    allowSha1: 'on',
    forceAuthn: 'on',
    allowExpiredCertificate: 'on',
    revision: await at.revision('contoso'),
  };
  expect((await at.contoso.get(page)).body).not.toContain('can be forged');
  await at.contoso.upload(page, typed, { certificate: nothing });
  expect((await at.settings('contoso'))?.input).toMatchObject({
    clockSkewSeconds: 0,
    requestedAuthnContext: 'urn:x',
    allowSha1: true,
    forceAuthn: true,
    allowExpiredCertificate: true,
    allowUnsolicited: false,
  });
  const { body } = await at.contoso.get(page);
  expect(body).toContain('SHA-1 signatures can be forged');
  expect(body).toMatch(/<input[^>]*name="forceAuthn"[^>]*checked/);
  expect(body).not.toMatch(/<input[^>]*name="allowUnsolicited"[^>]*checked/);
});
