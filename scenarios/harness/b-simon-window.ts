import type { Page } from 'playwright/test';
import type { Lab } from 'samlab';
import { ServiceProvider } from './service-provider.ts';
import { SignInPage } from './sign-in-page.ts';

/** A browser window in which B.Simon, the tutorial's test user, signs in to Peakon in different ways. */
export class BSimonWindow {
  readonly page: Page;
  readonly lab: Lab;
  readonly person: { userPrincipalName: string; password: string };

  constructor(page: Page, lab: Lab, password: string) {
    this.page = page;
    this.lab = lab;
    this.person = { userPrincipalName: 'B.Simon@contoso.com', password };
  }

  /** From Peakon's sign-on page. */
  async signInFromPeakon(): Promise<void> {
    await new ServiceProvider(this.page, this.lab).startSignIn(this.person.userPrincipalName);
    await new SignInPage(this.page).signIn(this.person);
  }

  /** With the user access URL. */
  async signInFromEntra(appId: string): Promise<void> {
    const { idp, tenantId } = this.lab.start;
    await this.page.goto(`${idp}/api/signin/${appId}?tenantId=${tenantId}`);
    await new SignInPage(this.page).signIn(this.person);
  }

  /** Signs in at My Apps and presses the tile. */
  async pressTile(name: string): Promise<void> {
    await this.page.goto(`${this.lab.start.idp}/my-apps`);
    await new SignInPage(this.page).signIn(this.person);
    await this.page.getByRole('link', { name: new RegExp(name) }).click();
  }

  /** The e-mail address of the employee who is signed in to Peakon; undefined without a session. */
  async employee(): Promise<string | undefined> {
    const answer = await this.page.request.get(`${this.lab.start.sp}/api/whoami`);
    if (!answer.ok()) return undefined;
    return ((await answer.json()) as { email: string }).email;
  }
}
