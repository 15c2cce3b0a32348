import type { Page } from 'playwright/test';

export interface Person {
  userPrincipalName: string;
  password: string;
}

/**
 * Page object for Entra's sign-in pages. It uses the ids that public test helpers rely on (entra-saml.md 9.2), so it would
 * also work on the real pages.
 */
export class SignInPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Also where the page knows a user already: it then asks for the password of `userPrincipalName`. */
  async enterUserName(userPrincipalName: string): Promise<void> {
    await this.page.locator('#idSIButton9').waitFor();
    if (await this.page.locator('#i0118').isVisible()) {
      if ((await this.page.locator('#displayName').textContent()) === userPrincipalName) return;
      await this.page.locator('#idBtn_Back').click();
    }
    await this.page.locator('#i0116').fill(userPrincipalName);
    await this.page.locator('#idSIButton9').click();
  }

  async enterPassword(password: string): Promise<void> {
    await this.page.locator('#i0118').fill(password);
    await this.page.locator('#idSIButton9').click();
  }

  /** Answers "Stay signed in?". */
  async staySignedIn(stay: boolean): Promise<void> {
    await this.page.locator('#KmsiCheckboxField').waitFor();
    await this.page.locator(stay ? '#idSIButton9' : '#idBtn_Back').click();
  }

  async signIn({ userPrincipalName, password }: Person): Promise<void> {
    await this.enterUserName(userPrincipalName);
    await this.enterPassword(password);
    await this.staySignedIn(false);
  }
}
