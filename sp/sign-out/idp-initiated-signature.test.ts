import { beforeAll, describe, expect, test } from 'vitest';
import { makeSigningCertificate, type SigningKey } from '../../certs/signing-certificate.ts';
import { readRedirectQuery } from '../../saml/bindings/redirect-query.ts';
import { openLogout } from '../../saml/logout.ts';
import { CheckRun } from '../checking/check-run.ts';
import { byPost, byRedirect } from '../testing/logout-messages.ts';
import { signOutByRequest } from './checks/table.ts';
import { accept, path, singleLogoutForEachTest } from './testing/single-logout.ts';
import { verifyMessage } from './verify-message.ts';

const slo = singleLogoutForEachTest();

let stranger: SigningKey;
beforeAll(async () => {
  stranger = await makeSigningCertificate({ notBefore: new Date('2026-01-01T00:00:00Z') });
});

/** The control: without the fault, it signs the same person out. */
async function acceptedWithoutFault() {
  expect(await slo.person.whoami()).toBe(200);
  expect((await slo.redirect()).statusCode).toBe(303);
  expect(await slo.person.whoami()).toBe(401);
}

describe('a LogoutRequest with a fault is refused and keeps the session; without it, it ends the session', () => {
  test('signature_key: an unknown key, by POST; signature: by Redirect, which names no key', async () => {
    expect((await slo.post({}, { key: stranger })).json().check).toBe('signature_key');
    expect((await slo.redirect({}, { key: stranger })).json().check).toBe('signature');
    await acceptedWithoutFault();
  });

  test('signature_profile: the signature of another element', async () => {
    const form = await byPost(slo.honest({ id: '_one' }), { key: slo.key });
    const xml = Buffer.from(form.SAMLRequest ?? '', 'base64').toString();
    const moved = xml.replace('ID="_one"', 'ID="_two"');
    const SAMLRequest = Buffer.from(moved).toString('base64');
    expect((await slo.person.post(path, { SAMLRequest }, accept)).json().check).toBe(
      'signature_profile',
    );
    await acceptedWithoutFault();
  });

  test('signature: content, RelayState or SigAlg changed after signing', async () => {
    const form = await byPost(slo.honest(), { key: slo.key });
    const xml = Buffer.from(form.SAMLRequest ?? '', 'base64').toString();
    const SAMLRequest = Buffer.from(xml.replace(slo.sessionIndex, '_other')).toString('base64');
    const query = byRedirect(slo.honest(), { key: slo.key, relayState: 'here' });
    const answers = [
      await slo.person.post(path, { SAMLRequest }, accept),
      await slo.person.get(query.replace('=here', '=there'), accept),
      await slo.person.get(query.replace('rsa-sha256', 'rsa-sha512'), accept),
    ];
    expect(answers.map((answer) => answer.json().check)).toEqual(Array(3).fill('signature'));
    expect(await slo.person.whoami()).toBe(200);
    expect((await slo.person.get(query, accept)).statusCode).toBe(303);
  });

  test('signature_algorithm: an unknown algorithm does not fall back to SHA-1', async () => {
    const query = byRedirect(slo.honest(), { key: slo.key, digest: 'sha1' });
    const unknown = query.replace(/SigAlg=[^&]+/, 'SigAlg=urn%3Aexample%3Anone');
    expect((await slo.person.get(unknown, accept)).json().check).toBe('signature_algorithm');
    await acceptedWithoutFault();
  });

  test('certificate_dates: an expired certificate', async () => {
    const future = new Date('2030-01-01T00:00:00Z');
    const signedIn = { notOnOrAfter: null, issueInstant: future.toISOString() };
    slo.under.setNow(future);
    expect((await slo.redirect(signedIn)).json().check).toBe('certificate_dates');
    await slo.configure({ allowExpiredCertificate: true });
    expect((await slo.redirect(signedIn)).statusCode).toBe(303);
  });

  test('signature, by POST signature_key: older settings without a certificate trust no key', async () => {
    const rawQuery = byRedirect(slo.honest(), { key: slo.key }).split('?')[1] ?? '';
    const form = await byPost(slo.honest(), { key: slo.key });
    const messages = [
      { xml: readRedirectQuery(rawQuery)?.xml ?? Buffer.alloc(0), rawQuery, check: 'signature' },
      {
        xml: Buffer.from(form.SAMLRequest ?? '', 'base64'),
        rawQuery: undefined,
        check: 'signature_key',
      },
    ];
    const trusted = { ...slo.key.certificate, thumbprint: 'OURS' };
    for (const { xml, rawQuery, check } of messages) {
      const verify = (certificates: (typeof trusted)[]) => {
        using logout = openLogout(xml, 'LogoutRequest');
        const provider = { certificates, allowSha1: false };
        return verifyMessage({ logout, rawQuery }, provider, new CheckRun(signOutByRequest));
      };
      expect(() => verify([])).toThrow(expect.objectContaining({ check }));
      expect(verify([trusted]).thumbprint).toBe('OURS');
    }
  });
});
