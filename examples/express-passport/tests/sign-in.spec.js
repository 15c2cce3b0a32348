import { expect, test as samlabTest } from 'samlab/playwright';

/** A user of a new tenant, whom the application lets in. */
const test = samlabTest.extend({
  user: async ({ tenant, request, baseURL }, use) => {
    const application = await tenant.addApplication({ metadata: `${baseURL}/saml/metadata` });
    await request.post('/test/trust', { data: { metadataUrl: application.metadataUrl } });
    const user = await tenant.addUser({ userPrincipalName: 'b.simon' });
    await tenant.assign(user, application);
    await use(user);
  },
});

test('B.Simon signs in', async ({ page, user, signIn }) => {
  await page.goto('/');
  await page.getByRole('link', { name: 'Sign in' }).click();
  await signIn(page, user);
  await expect(page.getByRole('heading', { name: 'Welcome' })).toBeVisible();
  await expect(page).toBeSignedInAs(user, { whoami: '/api/me' });
});

test('a response for another application is refused', async ({
  page,
  user,
  signIn,
  nextSignIn,
}) => {
  await nextSignIn({ case: 'cond-audience-wrong', user });
  await page.goto('/login');
  await signIn(page, user);
  await expect(page).toHaveRefused(/Refused: SAML assertion audience mismatch/);
  await expect(page).not.toBeSignedInAs(user, { whoami: '/api/me' });
});

test('a response without a signature is refused', async ({ page, user, signIn, nextSignIn }) => {
  await nextSignIn({ case: 'sig-stripped', user });
  await page.goto('/login');
  await signIn(page, user);
  await expect(page).toHaveRefused(/Refused: Invalid signature/);
});
