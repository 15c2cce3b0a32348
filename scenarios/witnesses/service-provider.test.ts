import { afterAll, describe, expect, test } from 'vitest';
import { inflateRedirect } from '../../saml/bindings/redirect.ts';
import { altered } from './testing/altered.ts';
import { startPeakon } from './testing/peakon.ts';
import { inBase64 } from './testing/posted-response.ts';
import { samlifyIdentityProvider } from './testing/samlify-idp.ts';

const peakon = await startPeakon();
afterAll(() => peakon.close());
const nameId = peakon.employee;
const signedIn = { signedInAs: nameId };

describe('our service provider and samlify as identity provider', () => {
  test.for([
    ['the assertion', false],
    ['the assertion and the response', true],
  ] as const)('it accepts an unsolicited response, samlify signing %s', async ([, signMessage]) => {
    const idp = await samlifyIdentityProvider(await peakon.metadata(), { signMessage });
    await peakon.trust(idp);

    expect(await peakon.receive(await idp.issue({ nameId }))).toEqual(signedIn);
  });

  test('it accepts the response to its own request', async () => {
    const idp = await samlifyIdentityProvider(await peakon.metadata());
    await peakon.trust(idp);
    const { browser, url } = await peakon.startSignIn();
    expect(url.href).toMatch(`${idp.loginUrl}?`);
    const request = inflateRedirect(url.searchParams.get('SAMLRequest') ?? '').toString();
    const [, inResponseTo = ''] = / ID="([^"]+)"/.exec(request) ?? [];

    const answer = await idp.issue({ nameId, inResponseTo });
    expect(await peakon.receive(answer, browser)).toEqual(signedIn);
  });

  test('it refuses an altered response', async () => {
    const idp = await samlifyIdentityProvider(await peakon.metadata());
    await peakon.trust(idp);
    const xml = Buffer.from(await idp.issue({ nameId }), 'base64').toString();

    const forged = inBase64(altered(xml, nameId));
    expect(await peakon.receive(forged)).toEqual({ refusedBy: 'signature' });
    expect(await peakon.receive(inBase64(xml))).toEqual(signedIn);
  });

  test('it refuses a response for another audience', async () => {
    const idp = await samlifyIdentityProvider(await peakon.metadata());
    await peakon.trust(idp);

    const foreign = await idp.issue({ nameId, audience: 'https://other.example.test' });
    expect(await peakon.receive(foreign)).toEqual({ refusedBy: 'audience' });
    expect(await peakon.receive(await idp.issue({ nameId }))).toEqual(signedIn);
  });
});
