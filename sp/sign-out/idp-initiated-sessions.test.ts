import { describe, expect, test } from 'vitest';
import { nameIdFormat } from '../../saml/names.ts';
import { byRedirect, type LogoutParts, logoutUrl } from '../testing/logout-messages.ts';
import { idpEntityId, ssoLoginUrl } from '../testing/sp-under-test.ts';
import { accept, singleLogoutForEachTest } from './testing/single-logout.ts';

const slo = singleLogoutForEachTest();

describe('a LogoutRequest', () => {
  test('without SessionIndex ends every session of the person, in all browsers', async () => {
    const { person: other } = await slo.signIn();
    await slo.redirect({ sessionIndexes: [] });
    expect([await slo.person.whoami(), await other.whoami()]).toEqual([401, 401]);
  });

  test('with SessionIndex ends only that session', async () => {
    const { person: other, sessionIndex: second } = await slo.signIn();
    await slo.redirect({ sessionIndexes: [second] });
    expect([await slo.person.whoami(), await other.whoami()]).toEqual([200, 401]);
    await slo.redirect({ sessionIndexes: ['_foreign'] });
    expect(await slo.person.whoami()).toBe(200);
    await slo.redirect({ sessionIndexes: ['_foreign', slo.sessionIndex] });
    expect(await slo.person.whoami()).toBe(401);
  });

  test('without Format, as Entra sends it, names the same person', async () => {
    await slo.redirect({ nameIdFormat: null });
    expect(await slo.person.whoami()).toBe(401);
  });

  test.each<[string, LogoutParts]>([
    ['another NameID', { nameId: 'K.Lee@contoso.com' }],
    ['another spelling', { nameId: 'b.simon@contoso.com' }],
    ['another Format', { nameIdFormat: nameIdFormat.persistent }],
    ['another qualifier', { nameQualifier: 'https://other.example.test/' }],
  ])('about %s ends no session', async (_, parts) => {
    const answer = await slo.redirect({ sessionIndexes: [], ...parts });
    await slo.answered(answer.headers.location);
    expect(await slo.person.whoami()).toBe(200);
    await slo.redirect({ sessionIndexes: [] });
    expect(await slo.person.whoami()).toBe(401);
  });

  test('may leave out the qualifier of the sign-in, which is our provider, or add it', async () => {
    const { person: other } = await slo.signIn({ nameIdQualifier: idpEntityId });
    await slo.redirect({ sessionIndexes: [] });
    expect([await slo.person.whoami(), await other.whoami()]).toEqual([401, 401]);
    const { person: third } = await slo.signIn();
    await slo.redirect({ sessionIndexes: [], nameQualifier: idpEntityId });
    expect(await third.whoami()).toBe(401);
  });

  test('does not touch another company with a person of the same name', async () => {
    const { administration } = slo.under.sp;
    await administration.createCompany({ id: 'other', name: 'Other' });
    await administration.enableSingleSignOn('other', {
      ssoLoginUrl,
      idpEntityId,
      certificates: [slo.key.certificate.der],
    });
    const destination = logoutUrl.replace('contoso', 'other');
    const query = byRedirect(slo.honest({ destination }), { key: slo.key }).split('?')[1];
    const answer = await slo.person.get(`/saml/other/logout?${query}`, accept);
    expect(answer.body).toContain('You are signed out');
    expect(await slo.person.whoami()).toBe(200);
    await slo.redirect();
    expect(await slo.person.whoami()).toBe(401);
  });
});
