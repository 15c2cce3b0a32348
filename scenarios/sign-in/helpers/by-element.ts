import { expect, type Page } from 'playwright/test';
import type { Helper } from './helper.ts';

/** Fills in and presses by CSS selectors or XPath, as Puppeteer, Selenium and WebdriverIO do. */
const bySelectors =
  (user: string, password: string, button: string, no: string): Helper['signIn'] =>
  async (page, { userPrincipalName, password: typed }) => {
    await page.fill(user, userPrincipalName);
    await page.click(button);
    await page.fill(password, typed);
    await page.click(button);
    await page.locator('#KmsiDescription').waitFor();
    await page.click(no);
  };

const press = (page: Page, name: string) => page.getByRole('button', { name }).click();

/** Helpers that find elements and rely on nothing else. */
export const byElement: readonly Helper[] = [
  { reliesOn: 'ids', signIn: bySelectors('#i0116', '#i0118', '#idSIButton9', '#idBtn_Back') },
  {
    reliesOn: 'names',
    signIn: bySelectors('[name=loginfmt]', '[name=passwd]', '[type=submit]', '[value=No]'),
  },
  {
    reliesOn: 'input types',
    signIn: bySelectors(
      'input[type=email]',
      'input[type=password]',
      'input[type=submit]',
      'input[type=button]',
    ),
  },
  {
    reliesOn: 'XPath',
    signIn: bySelectors(
      "//input[@type='email' and @name='loginfmt']",
      "//input[@type='password' and @id='i0118']",
      "//input[@type='submit']",
      "//input[@value='No']",
    ),
  },
  {
    reliesOn: 'data-report-event',
    signIn: bySelectors(
      '[name=loginfmt]',
      '[name=passwd]',
      '[data-report-event=Signin_Submit]',
      '#idBtn_Back',
    ),
  },
  {
    reliesOn: 'placeholders at the address of a tenant',
    async signIn(page, { userPrincipalName, password }) {
      await page.getByPlaceholder('someone@example.com').fill(userPrincipalName);
      await press(page, 'Next');
      await page.getByPlaceholder('Password').fill(password);
      await press(page, 'Sign in');
      await press(page, 'No');
    },
  },
  {
    reliesOn: 'placeholders at the common address',
    address: 'common',
    async signIn(page, { userPrincipalName, password }) {
      await page.getByPlaceholder('Email, phone, or Skype').fill(userPrincipalName);
      await press(page, 'Next');
      await page.getByPlaceholder('Password').fill(password);
      await press(page, 'Sign in');
      await press(page, 'No');
    },
  },
  {
    reliesOn: "what Playwright's recorder writes at the address of a tenant",
    async signIn(page, { userPrincipalName, password }) {
      const user = page.getByRole('textbox', { name: 'someone@example.com' });
      await user.click();
      await user.fill(userPrincipalName);
      await user.press('Enter');
      const field = page.getByRole('textbox', { name: 'Enter the password for B.Simon@' });
      await field.click();
      await field.fill(password);
      await field.press('Enter');
      await page.getByRole('button', { name: 'Yes' }).click();
    },
  },
  {
    reliesOn: "what Playwright's recorder writes at the common address",
    address: 'common',
    async signIn(page, { userPrincipalName, password }) {
      const user = page.getByRole('textbox', { name: 'Enter your email, phone, or' });
      await user.fill(userPrincipalName);
      await page.getByRole('button', { name: 'Next' }).click();
      await page.getByRole('textbox', { name: 'Enter the password for' }).fill(password);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('checkbox', { name: "Don't show this again" }).check();
      await page.getByRole('button', { name: 'Yes' }).click();
    },
  },
  {
    reliesOn: 'exact labels',
    address: 'common',
    async signIn(page, { userPrincipalName, password }) {
      const exact = { exact: true };
      await page.getByLabel('Enter your email, phone, or Skype.', exact).fill(userPrincipalName);
      await press(page, 'Next');
      await page.getByLabel(`Enter the password for ${userPrincipalName}`, exact).fill(password);
      await press(page, 'Sign in');
      await press(page, 'Yes');
    },
  },
  {
    reliesOn: 'text only',
    async signIn(page, { userPrincipalName, password }) {
      await page.locator('input:visible').first().fill(userPrincipalName);
      await page.click('text=Next');
      await page.getByText('Enter password').waitFor();
      await page.locator('input:visible').first().fill(password);
      await page.click('text="Sign in"');
      await page.getByText('Stay signed in?').waitFor();
      await page.click('text="No"');
    },
  },
  {
    reliesOn: 'one input[type=submit] on every page, as Cypress needs for a click',
    async signIn(page, { userPrincipalName, password }) {
      const get = async (selector: string) => {
        const found = page.locator(selector);
        await expect(found).toHaveCount(1);
        return found;
      };
      await (await get('input[type="email"]')).fill(userPrincipalName);
      await (await get('input[type="submit"]')).click();
      await (await get('input[type="password"]')).fill(password);
      await (await get('input[type="submit"]')).click();
      await page.getByText('Stay signed in?').waitFor();
      await (await get('input[type="submit"]')).click();
    },
  },
  {
    reliesOn: 'DontShowAgain',
    async signIn(page, { userPrincipalName, password }) {
      await page.fill('input[name=loginfmt]:not(.moveOffScreen)', userPrincipalName);
      await page.click('input[type=submit]');
      await page.fill('input[name=passwd]:not(.moveOffScreen)', password);
      await page.click('input[type=submit]');
      await page.click('input[name=DontShowAgain]');
      await page.click('input[data-report-event=Signin_Submit]');
    },
  },
];
