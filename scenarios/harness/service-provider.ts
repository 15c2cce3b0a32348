import type { Page } from 'playwright/test';
import type { Lab } from 'samlab';

/** Page object for the Peakon-style service provider. */
export class ServiceProvider {
  readonly page: Page;
  readonly lab: Lab;

  constructor(page: Page, lab: Lab) {
    this.page = page;
    this.lab = lab;
  }

  /** Starts an SP-initiated sign-in on `/login`; ends on the identity provider's page, or signed in when a session exists. */
  async startSignIn(email: string): Promise<void> {
    await this.page.goto(`${this.lab.start.sp}/login`);
    await this.page.getByLabel('E-mail address').fill(email);
    await this.page.getByRole('button', { name: 'Continue' }).click();
  }

  /** The URL that the identity provider's self-posting page posts to. */
  get assertionConsumerService(): string {
    return `${this.lab.start.sp}/saml/contoso/assert`;
  }

  get employee() {
    return this.page.getByRole('heading', { level: 1 });
  }

  /** The element of the refusal page whose `data-check` names the failed check. */
  get failedCheck() {
    return this.page.locator('#refusal [data-check]');
  }
}
