import type { Page } from 'playwright/test';
import type { Lab } from 'samlab';
import { AdminCenter } from '../harness/admin-center.ts';
import { BSimonWindow } from '../harness/b-simon-window.ts';
import { expect, test } from '../harness/own-lab.ts';
import { bSimon, kLee } from '../harness/people.ts';
import { SignInPage } from '../harness/sign-in-page.ts';

/** A new window, in which B.Simon tries to get into Peakon. */
async function tryToSignIn(visitor: () => Promise<Page>, lab: Lab): Promise<BSimonWindow> {
  const window = new BSimonWindow(await visitor(), lab, bSimon(lab).password);
  await window.signInFromEntra(lab.start.appId ?? '');
  return window;
}

async function expectIn(visitor: () => Promise<Page>, lab: Lab): Promise<void> {
  const window = await tryToSignIn(visitor, lab);
  await expect(window.page).toHaveURL(`${lab.start.sp}/account`);
  expect(await window.employee()).toBe('B.Simon@contoso.com');
}

async function expectRefused(visitor: () => Promise<Page>, lab: Lab, code: string): Promise<void> {
  const window = await tryToSignIn(visitor, lab);
  await expect(window.page.getByText(`AADSTS${code}`).first()).toBeVisible();
  expect(await window.employee()).toBeUndefined();
}

// Several people, each in a window of their own.
test.describe.configure({ timeout: 120_000 });

test('who is no longer assigned is refused (50105), until Assignment required? says No', async ({
  lab,
  page,
  visitor,
}) => {
  const entra = new AdminCenter(page, lab);
  await entra.signIn();
  await expectIn(visitor, lab);
  await entra.unassign('Peakon', 'B.Simon');
  await expectRefused(visitor, lab, '50105');
  await entra.answerProperty('Peakon', 'Assignment required?', 'No');
  await expectIn(visitor, lab);
  await entra.answerProperty('Peakon', 'Assignment required?', 'Yes');
  await expectRefused(visitor, lab, '50105');
  await entra.assign('Peakon', 'B.Simon');
  await expectIn(visitor, lab);
});

test('an application that is not enabled signs nobody in (7000112)', async ({
  lab,
  page,
  visitor,
}) => {
  const entra = new AdminCenter(page, lab);
  await entra.signIn();
  await entra.answerProperty('Peakon', 'Enabled for users to sign-in?', 'No');
  const refused = await visitor();
  const { idp, appId, tenantId } = lab.start;
  await refused.goto(`${idp}/api/signin/${appId}?tenantId=${tenantId}`); // before anybody is asked who they are
  await expect(refused.getByText('AADSTS7000112').first()).toBeVisible();
  await entra.answerProperty('Peakon', 'Enabled for users to sign-in?', 'Yes');
  await expectIn(visitor, lab);
});

test('a user whose sign-in is blocked is refused (50057), nobody else', async ({
  lab,
  page,
  visitor,
}) => {
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
  await expectIn(visitor, lab);
});
