import type { Page } from 'playwright/test';
import type { Lab } from 'samlab';
import { AdminCenter } from '../harness/admin-center.ts';
import { BSimonWindow } from '../harness/b-simon-window.ts';
import { expect, test } from '../harness/own-lab.ts';
import { bSimon, kLee } from '../harness/people.ts';
import { SignInPage } from '../harness/sign-in-page.ts';

/** Opens a new window in which B.Simon tries to sign in to Peakon. */
async function tryToSignIn(visitor: () => Promise<Page>, lab: Lab): Promise<BSimonWindow> {
  const window = new BSimonWindow(await visitor(), lab, bSimon(lab).password);
  await window.signInFromEntra(lab.start.appId ?? '');
  return window;
}

async function expectSignedIn(visitor: () => Promise<Page>, lab: Lab): Promise<void> {
  const window = await tryToSignIn(visitor, lab);
  await expect(window.page).toHaveURL(`${lab.start.sp}/account`);
  expect(await window.employee()).toBe('B.Simon@contoso.com');
}

async function expectRefused(visitor: () => Promise<Page>, lab: Lab, code: string): Promise<void> {
  const window = await tryToSignIn(visitor, lab);
  await expect(window.page.getByText(`AADSTS${code}`).first()).toBeVisible();
  expect(await window.employee()).toBeUndefined();
}

// Several users, each in a separate window.
test.describe.configure({ timeout: 120_000 });

test('a user who is no longer assigned is refused (50105), unless assignment is not required', async ({
  lab,
  page,
  visitor,
}) => {
  const entra = new AdminCenter(page, lab);
  await entra.signIn();
  await expectSignedIn(visitor, lab);
  await entra.unassign('Peakon', 'B.Simon');
  await expectRefused(visitor, lab, '50105');
  await entra.setProperty('Peakon', 'Assignment required?', 'No');
  await expectSignedIn(visitor, lab);
  await entra.setProperty('Peakon', 'Assignment required?', 'Yes');
  await expectRefused(visitor, lab, '50105');
  await entra.assign('Peakon', 'B.Simon');
  await expectSignedIn(visitor, lab);
});

test('an application that is disabled for sign-in refuses users (7000112)', async ({
  lab,
  page,
  visitor,
}) => {
  const entra = new AdminCenter(page, lab);
  await entra.signIn();
  await entra.setProperty('Peakon', 'Enabled for users to sign-in?', 'No');
  const refused = await visitor();
  const { idp, appId, tenantId } = lab.start;
  await refused.goto(`${idp}/api/signin/${appId}?tenantId=${tenantId}`); // before any prompt
  await expect(refused.getByText('AADSTS7000112').first()).toBeVisible();
  await entra.setProperty('Peakon', 'Enabled for users to sign-in?', 'Yes');
  await expectSignedIn(visitor, lab);
});

test('a blocked user is refused (50057); other users are not', async ({ lab, page, visitor }) => {
  const entra = new AdminCenter(page, lab);
  await entra.signIn();
  await entra.setBlocked('B.Simon', true);
  const blocked = await visitor();
  await blocked.goto(`${lab.start.idp}/my-apps`);
  const signIn = new SignInPage(blocked);
  await signIn.enterUserName(bSimon(lab).userPrincipalName);
  await signIn.enterPassword(bSimon(lab).password);
  await expect(blocked.locator('[data-aadsts="50057"]').first()).toBeVisible();

  const other = await visitor();
  await other.goto(`${lab.start.idp}/my-apps`);
  await new SignInPage(other).signIn(kLee(lab));
  await expect(other.getByRole('heading', { name: 'My Apps' })).toBeVisible();

  await entra.setBlocked('B.Simon', false);
  await expectSignedIn(visitor, lab);
});
