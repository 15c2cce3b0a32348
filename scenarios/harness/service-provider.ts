import type { Page } from 'playwright/test';
import type { Lab } from 'samlab';

/** The pages of the Peakon-style service provider. */
export class ServiceProvider {
  readonly page: Page;
  readonly lab: Lab;

  constructor(page: Page, lab: Lab) {
    this.page = page;
    this.lab = lab;
  }

  /** SP-initiated: types the e-mail on `/login`; ends on the identity provider's page, or past it with a live session. */
  async startSignIn(email: string): Promise<void> {
    await this.page.goto(`${this.lab.start.sp}/login`);
    await this.page.getByLabel('E-mail address').fill(email);
    await this.page.getByRole('button', { name: 'Continue' }).click();
  }

  /** Where the identity provider's hand-off page posts to. */
  get assertionConsumerService(): string {
    return `${this.lab.start.sp}/saml/contoso/assert`;
  }

  get employee() {
    return this.page.getByRole('heading', { level: 1 });
  }

  /** The refusal page names the check that failed in a machine-readable place as well. */
  get failedCheck() {
    return this.page.locator('#refusal [data-check]');
  }
}
