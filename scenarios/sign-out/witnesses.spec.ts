import type { Page } from 'playwright/test';
import type { Lab } from 'samlab';
import { missingPackages } from '../../matrix/debian.ts';
import { type Library, libraries } from '../../matrix/libraries.ts';
import { selfSigned } from '../../matrix/self-signed.ts';
import { type ServiceProvider, startServiceProvider } from '../../matrix/service-provider.ts';
import { type LogoutSite, startLogoutSite } from '../harness/logout-site.ts';
import { nodeSamlLibrary } from '../harness/node-saml-logout.ts';
import { expect, test } from '../harness/own-lab.ts';
import { bSimon } from '../harness/people.ts';
import { SignInPage } from '../harness/sign-in-page.ts';

test.setTimeout(180_000);

/** Service providers of Debian, with the page that starts a sign-out at each. */
const witnesses: readonly {
  name: string;
  signOut: (url: string) => string;
  /** Whether a NameID without Format names the session. */
  anyFormat: boolean;
}[] = [
  {
    name: 'shibboleth-sp',
    signOut: (url) => `${url}/Shibboleth.sso/Logout`,
    anyFormat: false,
  },
  {
    name: 'mod_auth_mellon',
    signOut: (url) => `${url}/mellon/logout?ReturnTo=${url}/`,
    anyFormat: false,
  },
  { name: 'simplesamlphp', signOut: (url) => `${url}/logout.php`, anyFormat: true },
];

/** Starts a service provider that trusts the lab, and registers it with its metadata, as an administrator would. */
async function connect(lab: Lab, library: Library): Promise<ServiceProvider> {
  const { directory, start } = lab;
  const { tenantId, idp } = start;
  const { servicePrincipalId, appId } = await directory.addApplication({
    tenantId,
    displayName: library.name,
  });
  await directory.chooseSaml(servicePrincipalId, 'admin@contoso.com');
  await directory.setProperties(servicePrincipalId, { appRoleAssignmentRequired: false });
  const { certificate } = await directory.activeSigningKey(servicePrincipalId);
  const base64 = Buffer.from(certificate.der).toString('base64');
  const metadata = `${idp}/${tenantId}/federationmetadata/2007-06/federationmetadata.xml?appid=${appId}`;
  const provider = await startServiceProvider(library, {
    idp: {
      entityId: `https://sts.windows.net/${tenantId}/`,
      singleSignOn: `${idp}/${tenantId}/saml2`,
      certificate: `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`,
      metadata: await (await fetch(metadata)).text(),
    },
    key: await selfSigned(),
  });
  const own = await (await fetch(provider.addresses.metadata)).text();
  await directory.configureSamlFromMetadata(servicePrincipalId, own);
  return provider;
}

/** Both sign in with one session of the identity provider. */
async function signInAtBoth(
  page: Page,
  lab: Lab,
  { addresses }: ServiceProvider,
  wiki: LogoutSite,
) {
  await page.goto(addresses.login);
  await new SignInPage(page).signIn(bSimon(lab));
  await expect(page).toHaveURL(addresses.whoami);
  await page.goto(`${wiki.url}/login`);
  await expect(page.getByText('Signed in as')).toBeVisible();
  expect(await signedIn(page, addresses, wiki)).toEqual({ there: true, wiki: true });
}

async function signedIn(page: Page, { whoami }: { whoami: string }, { url }: LogoutSite) {
  const answer = await page.request.get(whoami);
  const { user } = (await answer.json()) as { user?: string };
  const there = answer.ok() && Boolean(user);
  const wiki = (await (await page.request.get(url)).text()).includes('Signed in as');
  return { there, wiki };
}

for (const { name, signOut, anyFormat } of witnesses) {
  const library = libraries.find((one) => one.name === name);
  const missing = library ? missingPackages(library) : `There is no ${name}.`;

  test(`${name} signs out, is told to sign out, and verifies both messages`, async ({
    lab,
    page,
  }) => {
    test.skip(missing !== undefined, missing);
    if (!library) return;
    const provider = await connect(lab, library);
    const wiki = await startLogoutSite(lab, 'Wiki', nodeSamlLibrary);
    try {
      await signInAtBoth(page, lab, provider, wiki);
      await page.goto(signOut(new URL(provider.addresses.whoami).origin), { waitUntil: 'commit' });
      // The page of the identity provider is left by itself, with the LogoutResponse.
      await expect(page).toHaveURL(new RegExp(`^${new URL(provider.addresses.whoami).origin}/`));
      await expect
        .poll(() => signedIn(page, provider.addresses, wiki))
        .toEqual({ there: false, wiki: false });

      const told = async () => {
        await signInAtBoth(page, lab, provider, wiki);
        await page.goto(`${wiki.url}/logout`);
        await expect(page.getByText('Signed out everywhere')).toBeVisible();
        return signedIn(page, provider.addresses, wiki);
      };
      // Entra's LogoutRequest has a NameID without Format (entra-saml.md 4).
      expect(await told()).toEqual({ there: !anyFormat, wiki: false });
      await lab.directory.setRequestChecks(lab.start.tenantId, { logoutNameId: 'asInAssertion' });
      await page.context().clearCookies();
      expect(await told()).toEqual({ there: false, wiki: false });
    } finally {
      await wiki.close();
      await provider.stop();
    }
  });
}
