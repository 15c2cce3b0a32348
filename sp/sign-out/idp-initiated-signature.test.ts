import { beforeAll, describe, expect, test } from 'vitest';
import { makeSigningCertificate, type SigningKey } from '../../certs/signing-certificate.ts';
import { byPost, byRedirect } from '../testing/logout-messages.ts';
import { accept, path, singleLogoutForEachTest } from './testing/single-logout.ts';

const slo = singleLogoutForEachTest();

let stranger: SigningKey;
beforeAll(async () => {
  stranger = await makeSigningCertificate({ notBefore: new Date('2026-01-01T00:00:00Z') });
});

/** The control: sent rightly, it signs the same person out. */
async function takenWhenSentRightly() {
  expect(await slo.person.whoami()).toBe(200);
  expect((await slo.redirect()).statusCode).toBe(303);
  expect(await slo.person.whoami()).toBe(401);
}

describe('a LogoutRequest is refused, and the session goes on until it is sent rightly', () => {
  test('signature_key: a stranger, by POST; signature: by Redirect, where no key is named', async () => {
    expect((await slo.post({}, { key: stranger })).json().check).toBe('signature_key');
    expect((await slo.redirect({}, { key: stranger })).json().check).toBe('signature');
    await takenWhenSentRightly();
  });

  test('signature_profile: the signature of another element', async () => {
    const form = await byPost(slo.honest({ id: '_one' }), { key: slo.key });
    const xml = Buffer.from(form.SAMLRequest ?? '', 'base64').toString();
    const moved = xml.replace('ID="_one"', 'ID="_two"');
    const SAMLRequest = Buffer.from(moved).toString('base64');
    expect((await slo.person.post(path, { SAMLRequest }, accept)).json().check).toBe(
      'signature_profile',
    );
    await takenWhenSentRightly();
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

  test('signature_algorithm: an unknown one does not fall back to SHA-1', async () => {
    const query = byRedirect(slo.honest(), { key: slo.key, digest: 'sha1' });
    const unknown = query.replace(/SigAlg=[^&]+/, 'SigAlg=urn%3Aexample%3Anone');
    expect((await slo.person.get(unknown, accept)).json().check).toBe('signature_algorithm');
    await takenWhenSentRightly();
  });

  test('certificate_dates: an expired certificate', async () => {
    const future = new Date('2030-01-01T00:00:00Z');
    const signedIn = { notOnOrAfter: null, issueInstant: future.toISOString() };
    slo.under.setNow(future);
    expect((await slo.redirect(signedIn)).json().check).toBe('certificate_dates');
    await slo.configure({ allowExpiredCertificate: true });
    expect((await slo.redirect(signedIn)).statusCode).toBe(303);
  });

  test('signature, by POST signature_key: no key is configured', async () => {
    await slo.configure({ certificates: [] });
    expect((await slo.redirect()).json().check).toBe('signature');
    expect((await slo.post()).json().check).toBe('signature_key');
    await slo.configure({});
    await takenWhenSentRightly();
  });
});
