import type { ConsoleMessage, Page } from 'playwright';
import { CheckFault } from '../errors.ts';
import { where } from './exchange.ts';
import { mustAllowForm, noRequest } from './login-step.ts';
import { showPage } from './next-page.ts';
import { addressInJson, startButton } from './start-button.ts';

/** For a script that sends the request, in ms. */
const WAIT = 2000;

/** What a form submits by, in the order of the page. */
const BUTTONS =
  'button:not([type=button]):not([type=reset]), input[type=submit], input[type=image]';

/**
 * Opens the login URL; where a page neither redirects nor has a script that goes on, follows the address in its JSON, or presses the button
 * that starts a sign-in. Ends only when no AuthnRequest was sent: until then the browser leaves for the identity provider.
 *
 * @param hasLeft whether the browser is at the identity provider.
 * @throws {CheckFault} `no_request`
 */
export async function pressStart(
  page: Page,
  loginUrl: string,
  hasLeft: () => boolean,
): Promise<never> {
  let blocked: string | undefined;
  const onConsole = (message: ConsoleMessage) => {
    if (saysFormIsBlocked(message)) blocked = message.text();
  };
  page.on('console', onConsole);
  const open = async (url: string) => {
    const response = await page.goto(url, { waitUntil: 'commit' });
    await Promise.race([page.waitForLoadState('load'), formIsBlocked(page)]);
    return response;
  };
  try {
    let response = await open(loginUrl);
    for (let steps = 0; steps < 3; steps += 1) {
      await page.waitForTimeout(WAIT / 4);
      if (hasLeft() || !response) break;
      const headers = response.headers();
      const body = await response.body().catch(() => Buffer.alloc(0));
      const shown = showPage(page.url(), { status: response.status(), headers, body });
      if (!shown.html) {
        const address = addressInJson(body.toString('utf8'), page.url());
        if (address === undefined) break;
        response = await open(address);
        continue;
      }
      const place = startButton(shown.html.forms);
      const form = place === undefined ? undefined : shown.html.forms[place];
      if (place === undefined || !form) break;
      mustAllowForm(shown, form.action);
      const [next] = await Promise.all([
        page.waitForNavigation().catch(() => null),
        page.locator('form').nth(place).locator(BUTTONS).first().click({ noWaitAfter: true }),
      ]);
      response = next;
    }
    if (!hasLeft()) await page.waitForTimeout(WAIT);
    if (blocked !== undefined)
      throw new CheckFault(
        'no_request',
        `Chromium blocks the sign-in at ${where(page.url())}: ${blocked} Add the identity provider's origin to form-action; Chromium checks redirects after a form as well.`,
      );
    throw noRequest(loginUrl, await page.title(), (await page.locator('form').count()) > 0);
  } finally {
    page.off('console', onConsole);
  }
}

/** A page whose form is blocked by its Content-Security-Policy never finishes loading; Chromium says so on the console. */
export const formIsBlocked = (page: Page): Promise<unknown> =>
  page.waitForEvent('console', { predicate: saysFormIsBlocked });

const saysFormIsBlocked = (message: ConsoleMessage): boolean =>
  /(?:form-action|Sending form data|Blocked form submission)/i.test(message.text());
