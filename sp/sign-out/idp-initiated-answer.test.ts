import { sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { byRedirect } from '../testing/logout-messages.ts';
import { idpEntityId, ssoLoginUrl } from '../testing/sp-under-test.ts';
import { accept, path, singleLogoutForEachTest, ssoLogoutUrl } from './testing/single-logout.ts';

const slo = singleLogoutForEachTest();

describe('a signed LogoutRequest', () => {
  test.each([
    ['Redirect', slo.redirect],
    ['POST', slo.post],
  ])('by %s ends the session and is answered', async (by, send) => {
    const answer = await send({ id: `_by-${by}` }, { relayState: 'a b/ü' });
    expect(answer.statusCode).toBe(303);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(await slo.answered(answer.headers.location)).toMatchObject({
      inResponseTo: `_by-${by}`,
      destination: ssoLogoutUrl,
      issuer: 'http://sp.test/saml/contoso/metadata',
      status: { code: 'urn:oasis:names:tc:SAML:2.0:status:Success' },
      relayState: 'a b/ü',
    });
    expect(await slo.person.whoami()).toBe(401);
  });

  test('with lower-case escapes, as Entra writes them', async () => {
    const unsigned = byRedirect(slo.honest(), { key: undefined }).split('?')[1] ?? '';
    const sigAlg = encodeURIComponent('http://www.w3.org/2001/04/xmldsig-more#rsa-sha256');
    const query = `${unsigned}&SigAlg=${sigAlg}`.replace(/%[0-9A-F]{2}/g, (e) => e.toLowerCase());
    expect(query).toContain('%3a');
    const value = sign('sha256', Buffer.from(query), slo.key.privateKey).toString('base64');
    const signed = `${path}?${query}&Signature=${encodeURIComponent(value)}`;
    expect((await slo.person.get(signed.replace('%3a', '%3A'), accept)).json().check).toBe(
      'signature',
    );
    expect((await slo.person.get(signed, accept)).statusCode).toBe(303);
  });

  test('gets UnknownPrincipal for an unknown person, and success for a session that has ended', async () => {
    const unknown = await slo.redirect({ nameId: 'nobody@contoso.com' });
    expect((await slo.answered(unknown.headers.location)).status.subcode).toContain(
      'UnknownPrincipal',
    );
    await slo.redirect();
    const over = await slo.redirect();
    expect((await slo.answered(over.headers.location)).status.code).toContain('Success');
  });

  test('is answered with a page when the company has no Logout URL', async () => {
    await slo.under.sp.administration.enableSingleSignOn('contoso', {
      ssoLoginUrl,
      idpEntityId,
      certificates: [slo.key.certificate.der],
    });
    const answer = await slo.redirect();
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain('You are signed out');
    expect(await slo.person.whoami()).toBe(401);
  });
});
