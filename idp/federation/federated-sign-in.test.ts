import { expect, test } from 'vitest';
import { inflateRedirect } from '../../saml/bindings/redirect.ts';
import { Browser, redirectTo } from '../testing/browser.ts';
import { authnRequest, bSimon, password, tenantId } from '../testing/contoso.ts';
import { expectSignedIn } from '../testing/expect-signed-in.ts';
import {
  comeBack,
  domain,
  federatedContosoForEachTest,
  fedUser,
  goToIdentityProvider,
  identityProviderIn,
  immutableId,
  signInThere,
} from './testing/federated-contoso.ts';

const lab = federatedContosoForEachTest();
const asked = (extra?: Record<string, string>) =>
  lab.browser.get(redirectTo(authnRequest(), extra));

test('a federated user signs in at the identity provider and comes back with its class', async () => {
  const there = await goToIdentityProvider(lab.browser, await asked());
  expect(there.body).toContain('id="userNameInput"');
  expect(there.body).toContain(`value="${fedUser}"`);
  const posts = await signInThere(lab.browser, there);
  expect(posts.form.action).toBe('http://localhost:4100/login.srf');
  expect(posts.response).toContain(`>${immutableId}</NameID>`);
  expect(posts.response).toContain('<Attribute Name="IDPEmail">');

  const stay = await comeBack(lab.browser, posts);
  expect(stay.body).toContain('Stay signed in?');
  const done = await lab.browser.submit(stay, { LoginOptions: '0' });
  expectSignedIn(done);
  const [exchange, ...more] = lab.exchanges.all();
  expect(more).toEqual([]);
  expect(exchange?.timeline.map(({ what }) => what)).toEqual(
    expect.arrayContaining([
      expect.stringMatching(
        new RegExp(`^Sent the user to the identity provider of ${domain}, at http.*/adfs/`),
      ),
      expect.stringMatching(
        /^Accepted the Response of the identity provider of the domain: it signed /,
      ),
    ]),
  );
  const classRef = 'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport';
  expect(done.response).toContain(`<AuthnContextClassRef>${classRef}</AuthnContextClassRef>`);
  expect(done.response).toContain(
    `<Attribute Name="http://schemas.microsoft.com/claims/authnmethodsreferences"><AttributeValue>${classRef}</AttributeValue></Attribute>`,
  );
  expect(done.response).toContain(`>${fedUser}</NameID>`);
  expect(done.response).toContain(`https://sts.windows.net/${tenantId}/</AttributeValue>`);

  // The session holds what the identity provider named.
  const again = await asked();
  expectSignedIn(again);
  expect(again.response).toContain(classRef);
});

test('the request is the one that Microsoft documents; name and RelayState are passed on', async () => {
  const page = await lab.browser.submit(await asked(), { loginfmt: fedUser });
  const url = new URL(identityProviderIn(page), 'http://localhost');
  expect(url.pathname).toBe(`/adfs/${domain}/ls/`);
  expect(url.searchParams.get('username')).toBe(fedUser);
  expect(url.searchParams.get('RelayState')).toMatch(/^estsredirect=2&estsrequest=[\w-]{43}$/);
  expect(Buffer.byteLength(url.searchParams.get('RelayState') ?? '')).toBeLessThanOrEqual(80);
  const xml = Buffer.from(inflateRedirect(url.searchParams.get('SAMLRequest') ?? '')).toString();
  expect(xml).toMatch(
    /^<samlp:AuthnRequest ID="_[0-9a-f-]{36}" Version="2.0" IssueInstant="2026-03-01T08:00:00.123Z" xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"><Issuer xmlns="urn:oasis:names:tc:SAML:2.0:assertion">urn:federation:MicrosoftOnline<\/Issuer><samlp:NameIDPolicy Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"\/><\/samlp:AuthnRequest>$/,
  );
});

test('a wrong password is refused there, and nothing is lost', async () => {
  const there = await goToIdentityProvider(lab.browser, await asked());
  const refused = await signInThere(lab.browser, there, { Password: 'Wrong-Horse-1' });
  expect(refused.body).toContain('Incorrect user account or password');
  const unknown = await signInThere(lab.browser, refused, { UserName: bSimon });
  expect(unknown.body).toContain('Incorrect user account or password');
  const stay = await comeBack(lab.browser, await signInThere(lab.browser, unknown));
  expectSignedIn(await lab.browser.submit(stay, { LoginOptions: '0' }));
});

test.each([
  ['whr', { whr: domain }],
  ['domain_hint', { domain_hint: domain.toUpperCase() }],
  ['login_hint', { login_hint: fedUser }],
])('%s leads to the identity provider at once', async (_, extra) => {
  const { status, headers } = await asked(extra);
  expect(status).toBe(303);
  const url = new URL(headers.location ?? '');
  expect(url.pathname).toBe(`/adfs/${domain}/ls/`);
  expect(url.searchParams.get('login_hint')).toBe('login_hint' in extra ? fedUser : null);
  const there = await lab.browser.get(url.pathname + url.search);
  const stay = await comeBack(lab.browser, await signInThere(lab.browser, there));
  expectSignedIn(await lab.browser.submit(stay, { LoginOptions: '0' }));
});

test.each([
  ['a managed domain', 'contoso.com'],
  ['an unknown domain', 'unknown.example.com'],
  ['no domain', 'x'],
])('a hint at %s is ignored', async (_, whr) => {
  const page = await asked({ whr });
  expect(page.status).toBe(200);
  expectSignedIn(await lab.browser.signIn(page));
});

test('GetCredentialType names the identity provider, whether or not the user exists', async () => {
  const ask = async (username: string) => {
    const answer = await lab.browser.postJson('/common/GetCredentialType', { username });
    return JSON.parse(answer.body);
  };
  for (const userName of [fedUser, `nobody@${domain}`]) {
    const { IfExistsResult, EstsProperties, Credentials } = await ask(userName);
    expect([IfExistsResult, EstsProperties.DomainType, Credentials.HasPassword]).toEqual([
      0,
      4,
      false,
    ]);
    expect(Credentials.FederationRedirectUrl).toMatch(
      /^http:\/\/localhost:4100\/adfs\/adatum\.com\/ls\/\?client-request-id=[\w-]+&username=/,
    );
  }
  const managed = await ask(bSimon);
  expect(managed.EstsProperties.DomainType).toBe(3);
  expect(managed.Credentials.FederationRedirectUrl).toBeUndefined();
});

test('the password of a federated user is not taken here', async () => {
  const page = await lab.browser.submit(await asked(), { loginfmt: fedUser, passwd: password });
  expect(page.body).toContain('Taking you to your organization');
  await lab.idp.directory.makeDomainManaged(tenantId, domain);
  expectSignedIn(await lab.browser.signIn(await asked(), { user: fedUser }));
});

test('out of order: one page says so; the sign-in can be tried again, continued with another account, or ended', async () => {
  const { directory } = lab.idp;
  await directory.setMockIdentityProvider(tenantId, domain, { outOfOrder: true });
  const down = await lab.browser.submit(await asked(), { loginfmt: fedUser });
  expect(down.status).toBe(503);
  expect(down.body).toContain('The mock identity provider of adatum.com is out of order.');
  const link = (id: string) =>
    new RegExp(`<a (?=[^>]*id="${id}")[^>]*href="([^"]+)"`)
      .exec(down.body)?.[1]
      ?.replaceAll('&amp;', '&') ?? '';
  const hinted = await asked({ whr: domain });
  expect(hinted.body).toContain('is out of order');

  await directory.setMockIdentityProvider(tenantId, domain, { outOfOrder: false });
  const there = await lab.browser.get(identityProviderIn(await lab.browser.get(link('tryAgain'))));
  expect(there.body).toContain('id="passwordInput"');
  expectSignedIn(await lab.browser.signIn(await lab.browser.get(link('otherAccount'))));

  const other = new Browser(lab.idp.app);
  await directory.setMockIdentityProvider(tenantId, domain, { outOfOrder: true });
  const page = await other.submit(await other.get(redirectTo(authnRequest())), {
    loginfmt: fedUser,
  });
  const ended = await other.submit(page);
  expect(ended.body).toContain('The sign-in was ended');
  expect((await other.submit(page)).aadsts).toBe(50089);
});

test('the identity provider itself is out of order too', async () => {
  const there = await goToIdentityProvider(lab.browser, await asked());
  await lab.idp.directory.setMockIdentityProvider(tenantId, domain, { outOfOrder: true });
  const down = await signInThere(lab.browser, there);
  expect([down.status, down.body.includes('This identity provider is out of order')]).toEqual([
    503,
    true,
  ]);
  await lab.idp.directory.setMockIdentityProvider(tenantId, domain, { outOfOrder: false });
  expect((await signInThere(lab.browser, there)).response).toContain(immutableId);
});

test('an identity provider on this machine that refuses connections is named with its address', async () => {
  const { directory } = lab.idp;
  const { certificate } = await directory.activeSigningKey(lab.servicePrincipalId);
  const signingCertificate = Buffer.from(certificate.der).toString('base64');
  const own = { issuerUri: 'https://idp.example.com', signingCertificate };
  // Port 1 is reserved, and nothing listens there.
  const passiveSignInUri = 'http://127.0.0.1:1/sso';
  await directory.federateDomain(tenantId, domain, { ...own, passiveSignInUri });
  const down = await lab.browser.submit(await asked(), { loginfmt: fedUser });
  expect(down.body).toContain(
    'The identity provider of adatum.com does not answer at http://127.0.0.1:1.',
  );
  await directory.federateDomain(tenantId, domain, {
    ...own,
    passiveSignInUri: 'https://idp.example.com/sso?tenant=7',
  });
  const page = await lab.browser.submit(await asked(), { loginfmt: fedUser });
  expect(identityProviderIn(page)).toMatch(/^https:\/\/idp\.example\.com\/sso\?tenant=7&client-/);
});

test.each([
  ['acceptIfMfaDoneByFederatedIdp', true],
  ['enforceMfaByFederatedIdp', true],
  ['rejectMfaByFederatedIdp', false],
] as const)(
  'multifactor authentication of the identity provider, %s: %s',
  async (federatedIdpMfaBehavior, accepted) => {
    const { directory } = lab.idp;
    await directory.federateDomain(tenantId, domain, { federatedIdpMfaBehavior });
    await directory.setMockIdentityProvider(tenantId, domain, { multipleAuthn: true });
    await directory.createPolicy(tenantId, {
      displayName: 'MFA',
      state: 'enabled',
      conditions: {
        includeUsers: 'all',
        includeUserIds: [],
        includeGroupIds: [],
        excludeUserIds: [],
        excludeGroupIds: [],
        includeApplications: 'all',
        servicePrincipalIds: [],
      },
      grantControl: 'mfa',
      signInFrequency: undefined,
    });
    const there = await goToIdentityProvider(lab.browser, await asked());
    let page = await comeBack(lab.browser, await signInThere(lab.browser, there));
    expect(page.body.includes('name="otc"')).toBe(!accepted);
    if (!accepted) {
      const { code } = await directory.secondFactor(lab.federatedId);
      page = await lab.browser.submit(page, { otc: code });
    }
    const done = await lab.browser.submit(page, { LoginOptions: '0' });
    expectSignedIn(done);
    expect(done.response).toContain(
      'ac:classes:PasswordProtectedTransport</AttributeValue><AttributeValue>http://schemas.microsoft.com/claims/multipleauthn<',
    );
  },
);

test('the service provider metadata names the assertion consumer service', async () => {
  const { body } = await lab.browser.get('/federationmetadata/saml20/federationmetadata.xml');
  expect(body).toContain('entityID="urn:federation:MicrosoftOnline"');
  expect(body).toContain('Location="http://localhost:4100/login.srf"');
});
