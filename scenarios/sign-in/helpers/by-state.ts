import { expect, type Page } from 'playwright/test';
import type { Helper } from './helper.ts';

const enter = async (page: Page, field: string, text: string) => {
  await page.fill(field, text);
  await page.click('#idSIButton9');
};

const refuseToStay = (page: Page) => page.click('#idBtn_Back');

/** Helpers that wait for a state of the page between their actions. */
export const byState: readonly Helper[] = [
  {
    reliesOn: 'the title of every page',
    async signIn(page, { userPrincipalName, password }) {
      const titled = () => expect(page).toHaveTitle(/^Sign in to your account$/);
      await titled();
      await enter(page, '#i0116', userPrincipalName);
      await titled();
      await enter(page, '#i0118', password);
      await page.locator('#KmsiCheckboxField').waitFor();
      await titled();
      await refuseToStay(page);
    },
  },
  {
    reliesOn: 'PageID',
    async signIn(page, { userPrincipalName, password }) {
      const pageId = page.locator('meta[name=PageID]');
      await expect(pageId).toHaveAttribute('content', 'ConvergedSignIn');
      await enter(page, '#i0116', userPrincipalName);
      await enter(page, '#i0118', password);
      await expect(pageId).toHaveAttribute('content', 'KmsiInterrupt');
      await refuseToStay(page);
    },
  },
  {
    reliesOn: '$Config of the page',
    async signIn(page, { userPrincipalName, password }) {
      const is = (pgid: string) =>
        page.waitForFunction((name) => Reflect.get(window, '$Config')?.pgid === name, pgid);
      await is('ConvergedSignIn');
      await enter(page, '#i0116', userPrincipalName);
      await enter(page, '#i0118', password);
      await is('KmsiInterrupt');
      await refuseToStay(page);
    },
  },
  {
    reliesOn: 'a handle of the button that outlives the first step',
    async signIn(page, { userPrincipalName, password }) {
      const button = await page.waitForSelector('#idSIButton9');
      const field = await page.waitForSelector('#i0118', { state: 'attached' });
      await page.fill('#i0116', userPrincipalName);
      await button.click();
      await expect.poll(() => button.getAttribute('value')).toBe('Sign in');
      await field.fill(password);
      await button.click();
      await page.locator('#KmsiDescription').waitFor();
      await refuseToStay(page);
    },
  },
  {
    reliesOn: 'GetCredentialType between user name and password',
    async signIn(page, { userPrincipalName, password }) {
      const looked = page.waitForResponse((answer) => answer.url().includes('/GetCredentialType'));
      await enter(page, '#i0116', userPrincipalName);
      const answer = await looked;
      expect(answer.request().method()).toBe('POST');
      expect(await answer.json()).toMatchObject({ IfExistsResult: 0, ThrottleStatus: 0 });
      await enter(page, '#i0118', password);
      await refuseToStay(page);
    },
  },
  {
    reliesOn: 'the value of the button, and that fields are clickable',
    async signIn(page, { userPrincipalName, password }) {
      await page.locator('#idSIButton9[value="Next"]').waitFor();
      await enter(page, '#i0116', userPrincipalName);
      await page.locator('#idSIButton9[value="Sign in"]').waitFor();
      await page.locator('#i0118').click();
      await page.keyboard.type(password);
      await page.click('#idSIButton9');
      await page.locator('#idSIButton9[value="Yes"]').waitFor();
      await refuseToStay(page);
    },
  },
  {
    reliesOn: 'heading and display name of the second step',
    async signIn(page, { userPrincipalName, password }) {
      await expect(page.locator('#loginHeader')).toHaveText('Sign in');
      await enter(page, '#i0116', userPrincipalName);
      await expect(page.locator('#loginHeader')).toHaveText('Enter password');
      await expect(page.locator('#displayName')).toHaveText(userPrincipalName);
      await enter(page, '#i0118', password);
      await expect(page.locator('#loginHeader')).toHaveText('Stay signed in?');
      await refuseToStay(page);
    },
  },
  {
    reliesOn: 'the link for a forgotten password, which says that the second step is ready',
    async signIn(page, { userPrincipalName, password }) {
      await expect(page.locator('#idA_PWD_ForgotPassword')).toHaveCount(0);
      await enter(page, '#i0116', userPrincipalName);
      await page.locator('#idA_PWD_ForgotPassword').waitFor();
      await page.locator('#i0118').focus();
      await page.keyboard.type(password);
      await page.keyboard.press('Enter');
      await page.locator('#KmsiCheckboxField').waitFor();
      await refuseToStay(page);
    },
  },
  {
    reliesOn: 'whether elements exist, visible or not',
    async signIn(page, { userPrincipalName, password }) {
      const exists = (selector: string) => page.waitForSelector(selector, { state: 'attached' });
      for (const later of ['#displayName', '#idBtn_Back', '#tilesHolder', '#KmsiDescription'])
        expect(await page.$(later)).toBeNull();
      await enter(page, '#i0116', userPrincipalName);
      await exists('#displayName');
      await enter(page, '#i0118', password);
      await exists('#KmsiDescription');
      await refuseToStay(page);
    },
  },
  {
    reliesOn: 'that a submitted password navigates and a submitted user name does not',
    async signIn(page, { userPrincipalName, password }) {
      await page.evaluate(() => Reflect.set(window, 'kept', true));
      await enter(page, '#i0116', userPrincipalName);
      await page.waitForSelector('#i0118:not(.moveOffScreen)');
      expect(await page.evaluate(() => Reflect.get(window, 'kept'))).toBe(true);
      await Promise.all([page.waitForURL(/\/kmsi/), enter(page, '#i0118', password)]);
      await refuseToStay(page);
    },
  },
  {
    reliesOn: 'errors of the form',
    async signIn(page, { userPrincipalName, password }) {
      await expect(page.locator('#usernameError, #passwordError, .alert-error')).toHaveCount(0);
      await enter(page, '#i0116', 'nobody@contoso.com');
      await expect(page.locator('#usernameError')).toContainText('This username may be incorrect');
      await expect(page.locator('input[name=loginfmt].has-error')).toBeVisible();
      await enter(page, '#i0116', userPrincipalName);
      await page.click('#idSIButton9');
      await expect(page.locator('#passwordError')).toContainText('Please enter your password.');
      await enter(page, '#i0118', 'wrong');
      await expect(page.locator('div#passwordError')).toContainText('password is incorrect');
      await enter(page, '#i0118', password);
      await refuseToStay(page);
    },
  },
  {
    reliesOn: 'the arrow back to the user name',
    async signIn(page, { userPrincipalName, password }) {
      await enter(page, '#i0116', 'K.Lee@contoso.com');
      await page.locator('#i0118').waitFor();
      await page.click('#idBtn_Back');
      await enter(page, '#i0116', userPrincipalName);
      await expect(page.locator('#displayName')).toHaveText(userPrincipalName);
      await enter(page, '#i0118', password);
      await refuseToStay(page);
    },
  },
  {
    reliesOn: 'steps that may be missing',
    async signIn(page, { userPrincipalName, password }) {
      const another = page.locator('#otherTile');
      if (await another.isVisible()) await another.click();
      await enter(page, '#i0116', userPrincipalName);
      await enter(page, '#i0118', password);
      const stay = page.getByText('Stay signed in?');
      await stay.waitFor({ timeout: 10_000 }).catch(() => {});
      if (await stay.isVisible()) await page.locator('#idSIButton9').click();
    },
  },
  {
    reliesOn: 'reload and back button',
    async signIn(page, { userPrincipalName, password }) {
      await enter(page, '#i0116', userPrincipalName);
      await page.locator('#i0118').waitFor();
      await page.reload();
      await expect(page.locator('#displayName')).toHaveText(userPrincipalName);
      await page.goBack();
      await enter(page, '#i0116', userPrincipalName);
      await enter(page, '#i0118', password);
      await refuseToStay(page);
    },
  },
];
