import type { Page } from 'playwright/test';
import type { Lab } from 'samlab';
import { alterNextResponse } from './alter-response.ts';
import { bSimon } from './people.ts';
import { ServiceProvider } from './service-provider.ts';
import { SignInPage } from './sign-in-page.ts';
import { expect, test } from './test.ts';

export interface Rejection {
  /** Changes the Response; `lab` gives access to the signing key, for changes that must be re-signed. */
  change: (xml: string, lab: Lab) => string | Promise<string>;
  /** The name of the check that must refuse it. */
  because: string;
}

/**
 * Two sign-ins with one difference. The control posts the Response unchanged, or re-signed without a change, and must succeed;
 * the other posts the changed Response and must be refused by the named check, without a session.
 */
export function rejects(
  what: string,
  { change, because }: Rejection,
  control?: Rejection['change'],
) {
  test.describe(what, () => {
    test('control: without the change the sign-in succeeds', async ({ page, lab, whoami }) => {
      await signInWith(page, lab, control ?? ((xml) => xml));
      await expect(page).toHaveURL(`${lab.start.sp}/account`);
      expect(await whoami()).toEqual({ status: 200, email: bSimon(lab).userPrincipalName });
    });

    test(`is refused by the check "${because}"`, async ({ page, lab, whoami }) => {
      await signInWith(page, lab, change);
      const { failedCheck } = new ServiceProvider(page, lab);
      await expect(failedCheck).toHaveAttribute('data-check', because);
      expect(await whoami()).toEqual({ status: 401 });
    });
  });
}

async function signInWith(page: Page, lab: Lab, change: Rejection['change']): Promise<void> {
  const sp = new ServiceProvider(page, lab);
  await alterNextResponse(page, sp.assertionConsumerService, (xml) => change(xml, lab));
  await sp.startSignIn(bSimon(lab).userPrincipalName);
  await new SignInPage(page).signIn(bSimon(lab));
}
