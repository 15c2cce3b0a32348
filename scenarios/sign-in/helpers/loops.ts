import type { Page } from 'playwright/test';
import type { Account, Helper } from './helper.ts';

const MAX_ROUNDS = 200;
const pause = (page: Page) => page.waitForTimeout(100);
const left = (page: Page) => /\/account$/.test(page.url());

/** The states of aws-azure-login: a selector says which one the page is in, and a handler acts in it. */
const states: readonly [selector: string, act: (page: Page, person: Account) => Promise<void>][] = [
  [
    'input[name="loginfmt"]:not(.moveOffScreen)',
    async (page, { userPrincipalName }) => {
      await page.focus('input[name="loginfmt"]');
      await page.keyboard.type(userPrincipalName);
      await page.click('input[type=submit]');
      await page.waitForSelector(
        'input[name=loginfmt].has-error,input[name=loginfmt].moveOffScreen',
        { state: 'attached' },
      );
    },
  ],
  [
    'input[name="Password"]:not(.moveOffScreen),input[name="passwd"]:not(.moveOffScreen)',
    async (page, { password }) => {
      await page.focus('input[name="Password"],input[name="passwd"]');
      await page.keyboard.type(password);
      await page.click('span[class=submit],input[type=submit]');
    },
  ],
  [
    'input[name=otc]:not(.moveOffScreen)',
    async (page, { code }) => {
      await page.locator('#idDiv_SAOTCC_Description').waitFor();
      await page.focus('input[name="otc"]');
      await page.keyboard.type((await code?.()) ?? '');
      await page.click('input[type=submit]');
    },
  ],
  ['#KmsiDescription', (page) => page.click('#idBtn_Back')],
];

/** The rules of openconnect-sso, which are all applied to whatever the page shows, again and again. */
const rules = [
  { selector: 'div[id=passwordError]', action: 'stop' },
  { selector: 'input[type=email]', fill: 'userPrincipalName' },
  { selector: 'input[name=passwd]', fill: 'password' },
  { selector: 'input[data-report-event=Signin_Submit]', action: 'click' },
  { selector: 'input[id=idTxtBx_SAOTCC_OTC]', fill: 'code' },
  { selector: 'input[id=KmsiCheckboxField]', action: 'click' },
  { selector: 'input[id=idSIButton9]', action: 'click' },
] as const;

async function applyRules(page: Page, { code, ...person }: Account): Promise<void> {
  const typed = { ...person, code: (await code?.()) ?? '' };
  await page.evaluate(
    ([list, values]) => {
      for (const rule of list) {
        const found = document.querySelector<HTMLInputElement>(rule.selector);
        if (!found) continue;
        if ('action' in rule && rule.action === 'stop') return;
        found.dispatchEvent(new Event('focus'));
        if ('fill' in rule) found.value = values[rule.fill];
        else found.click();
        found.dispatchEvent(new Event('blur'));
      }
    },
    [rules, typed] as const,
  );
}

/** Runs `act` until Peakon shows the employee; a navigation in the middle of it is no failure. */
async function untilSignedIn(page: Page, act: () => Promise<unknown>): Promise<void> {
  for (let round = 0; round < MAX_ROUNDS && !left(page); round++) {
    await act().catch((error: Error) => {
      if (!/navigat|destroyed|detached|closed/i.test(error.message)) throw error;
    });
    await pause(page);
  }
}

/** Helpers that act on whatever state they meet. */
export const loops: readonly Helper[] = [
  {
    reliesOn: "the states of aws-azure-login's loop",
    signIn: (page, person) =>
      untilSignedIn(page, async () => {
        for (const [selector, act] of states)
          if (await page.$(selector)) {
            await act(page, person);
            return;
          }
      }),
  },
  {
    reliesOn: "the rules of openconnect-sso's loop",
    signIn: (page, person) => untilSignedIn(page, () => applyRules(page, person)),
  },
];
