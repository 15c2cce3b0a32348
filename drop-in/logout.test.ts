import { expect, test } from 'vitest';
import { base, dropInSite, fillIn, nodeSaml, posted, serviceProvider } from './testing/site.ts';

const site = await dropInSite();
const saml = nodeSaml(site.certificate);
const path = (url: string) => url.replace('http://localhost', '');
const test_ = '/simplesaml/module.php/core/authenticate.php?as=example-userpass';

async function signedIn(from = site) {
  const browser = from.browser();
  const { headers } = await browser.get(path(await saml.getAuthorizeUrlAsync('', undefined, {})));
  const page = await fillIn(browser, String(headers.location));
  const { profile } = await saml.validatePostResponseAsync(posted(page.body));
  if (!profile) throw new Error('no profile');
  return { browser, profile };
}

const isSignedIn = async (browser: ReturnType<typeof site.browser>) =>
  (await browser.get(test_)).statusCode === 200;

test('a LogoutRequest ends the session, and node-saml accepts the signed answer', async () => {
  const { browser, profile } = await signedIn();
  expect(await isSignedIn(browser)).toBe(true);
  const { headers, statusCode } = await browser.get(
    path(await saml.getLogoutUrlAsync(profile, 'back', {})),
  );
  expect(statusCode).toBe(302);
  expect(await isSignedIn(browser)).toBe(false);
  const to = new URL(String(headers.location));
  expect(to.origin + to.pathname).toBe(serviceProvider.singleLogoutService);
  const query = Object.fromEntries(to.searchParams);
  expect(query.RelayState).toBe('back');
  const answered = await saml.validateRedirectAsync(query, to.search.slice(1));
  expect(answered).toMatchObject({ loggedOut: true });
});

test('the identity provider begins at initSLO.php, and goes to RelayState when the service provider has answered', async () => {
  const { browser } = await signedIn();
  const begin = `/simplesaml/saml2/idp/initSLO.php?RelayState=`;
  const { headers } = await browser.get(
    `${begin}${encodeURIComponent('http://localhost:9000/bye')}`,
  );
  const to = new URL(String(headers.location));
  const query = Object.fromEntries(to.searchParams);
  const request = await saml.validateRedirectAsync(query, to.search.slice(1));
  expect(request.profile).toMatchObject({ issuer: `${base}/saml2/idp/metadata.php` });
  expect(await isSignedIn(browser)).toBe(false);
  const back = await saml.getLogoutResponseUrlAsync(
    request.profile ?? { issuer: '', nameID: '', nameIDFormat: '' },
    String(query.RelayState),
    {},
    true,
  );
  expect((await browser.get(path(back))).headers.location).toBe('http://localhost:9000/bye');
});

test.each([
  ['http://evil.example/', '/simplesaml/logout.php'],
  ['//evil.example/', '/simplesaml/logout.php'],
  ['javascript:alert(1)', '/simplesaml/logout.php'],
  ['http://localhost:9000/bye', 'http://localhost:9000/bye'],
])(
  'with nobody signed in, initSLO.php with the RelayState %s leads to %s',
  async (relayState, to) => {
    const url = `/simplesaml/saml2/idp/initSLO.php?RelayState=${encodeURIComponent(relayState)}`;
    expect((await site.browser().get(url)).headers.location).toBe(to);
  },
);

test('authenticate.php ends the session with &logout', async () => {
  const { browser } = await signedIn();
  const { headers } = await browser.get(`${test_}&logout`);
  expect((await browser.get(String(headers.location))).body).toContain('You have been logged out');
  expect(await isSignedIn(browser)).toBe(false);
});

test('without its address, a LogoutRequest is refused with the variable to set', async () => {
  const { singleLogoutService: _, ...provider } = serviceProvider;
  const other = await dropInSite({ provider });
  const { browser, profile } = await signedIn(other);
  const { statusCode, body } = await browser.get(
    path(await saml.getLogoutUrlAsync(profile, '', {})),
  );
  expect([statusCode, body]).toEqual([
    400,
    expect.stringContaining('Set the variable SIMPLESAMLPHP_SP_SINGLE_LOGOUT_SERVICE.'),
  ]);
});
