/** Sign-out without a browser, judged by node-saml: it knows nothing of the lab but its metadata. */
import { SAML } from '@node-saml/node-saml';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Lab, type LabTenant, startLab } from '../library.ts';
import { anyPorts } from '../testing/running-labs.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ memory: true, ports: anyPorts });
});
afterAll(() => lab.close());

/** An application with its service provider, and what node-saml reads in a query. */
async function application(tenant: LabTenant, name: string) {
  const site = `https://${name}.example`;
  const [issuer, callbackUrl, logoutUrl] = [`${site}/saml`, `${site}/acs`, `${site}/logout`];
  const added = await tenant.addApplication({
    displayName: name,
    identifierUris: [issuer],
    replyUrls: [callbackUrl],
    logoutUrl,
    appRoleAssignmentRequired: false,
  });
  const published = await (await fetch(added.metadataUrl)).text();
  const sp = new SAML({
    issuer,
    callbackUrl,
    audience: issuer,
    idpCert: /X509Certificate>([^<]+)</.exec(published)?.[1] ?? '',
    entryPoint: `${lab.start.idp}/${tenant.id}/saml2`,
    logoutUrl: `${lab.start.idp}/${tenant.id}/saml2`,
    wantAuthnResponseSigned: false,
  });
  const receive = (url = '') => {
    const { search, searchParams } = new URL(url);
    return sp.validateRedirectAsync(Object.fromEntries(searchParams), search.slice(1));
  };
  return { ...added, sp, logoutUrl, receive };
}

async function prepared() {
  const tenant = await lab.tenant();
  const [reports, wiki] = [
    await application(tenant, 'reports'),
    await application(tenant, 'wiki'),
  ] as const;
  const user = await tenant.addUser();
  const signedIn = await tenant.signIn(user, { application: reports });
  const { profile } = await reports.sp.validatePostResponseAsync({ ...signedIn.fields });
  if (!profile) throw new Error('not signed in');
  const request = () => reports.sp.getLogoutUrlAsync(profile, '/bye', {});
  return { tenant, reports, wiki, user, request };
}

test('a LogoutRequest is answered by a signed LogoutResponse, and ends the session once', async () => {
  const { tenant, reports, user, request } = await prepared();
  const { response, requests } = await tenant.signOut(user, { request: await request() });
  expect(requests).toEqual([]);
  expect(response?.url).toContain(`${reports.logoutUrl}?SAMLResponse=`);
  expect(response?.url).toContain('RelayState=%2fbye');
  expect(response?.xml).toContain('status:Success');
  expect(await reports.receive(response?.url)).toMatchObject({ loggedOut: true });
  await expect(tenant.signOut(user, { request: await request() })).rejects.toMatchObject({
    name: 'SignInRefused',
    code: 'AADSTS50068',
  });
});

test('every other application of the session gets a LogoutRequest', async () => {
  const { tenant, reports, wiki, user, request } = await prepared();
  const second = await tenant.signIn(user, { application: wiki, sameSession: true });
  const { response, requests } = await tenant.signOut(user, { request: await request() });
  expect(await reports.receive(response?.url)).toMatchObject({ loggedOut: true });
  expect(requests).toMatchObject([
    { application: 'wiki', url: expect.stringContaining('SAMLRequest=') },
  ]);
  const asked = await wiki.receive(requests[0]?.url);
  expect(asked).toMatchObject({ loggedOut: true, profile: { nameID: user.userPrincipalName } });
  const sessionIndex = /SessionIndex="([^"]+)"/.exec(second.xml)?.[1];
  expect(requests[0]?.xml).toContain(`SessionIndex>${sessionIndex}<`);
});

test('the sign-out page ends the session as well; without sameSession each sign-in has its own', async () => {
  const { tenant, wiki, user } = await prepared();
  await tenant.signIn(user, { application: wiki });
  const { response, requests } = await tenant.signOut(user);
  expect(response).toBeUndefined();
  expect(requests.map(({ application }) => application)).toEqual(['wiki']);
  expect(await tenant.signOut(user)).toEqual({ response: undefined, requests: [] });
});

test('what is no LogoutRequest is refused, and the session stays', async () => {
  const { tenant, reports, wiki, user, request } = await prepared();
  const authnRequest = await reports.sp.getAuthorizeUrlAsync('', undefined, {});
  await expect(tenant.signOut(user, { request: authnRequest })).rejects.toMatchObject({
    code: 'invalid_option',
    message: expect.stringContaining('is an AuthnRequest'),
  });
  await expect(tenant.signOut(user, { request: 'https://wiki.example/' })).rejects.toMatchObject({
    code: 'invalid_option',
  });
  await expect(
    tenant.signIn(user, { application: wiki, sameSession: true, methods: ['password'] }),
  ).rejects.toMatchObject({ code: 'invalid_option' });
  expect((await tenant.signOut(user, { request: await request() })).response).toBeDefined();
});
