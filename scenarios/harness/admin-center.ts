import type { Page } from 'playwright/test';
import type { Lab } from 'samlab';
import { administrator } from './people.ts';
import { type Person, SignInPage } from './sign-in-page.ts';

/** Page object for the Entra admin center; finds elements by their visible labels. */
export class AdminCenter {
  readonly page: Page;
  readonly lab: Lab;

  constructor(page: Page, lab: Lab) {
    this.page = page;
    this.lab = lab;
  }

  /** Signs in, by default as the administrator of the tenant. */
  async signIn(person: Person = administrator(this.lab)): Promise<void> {
    await this.page.goto(`${this.lab.start.idp}/admin`);
    await new SignInPage(this.page).signIn(person);
    await this.page.getByRole('navigation', { name: 'Entra ID' }).waitFor();
  }

  private async menu(entry: string): Promise<void> {
    const menu = this.page.getByRole('navigation', { name: 'Entra ID' });
    await menu.getByRole('link', { name: entry, exact: true }).click();
  }

  /** Ends on the Overview page once the application has been added. */
  async addFromGallery(name: string): Promise<void> {
    await this.menu('Enterprise apps');
    await this.page.getByRole('link', { name: 'New application' }).click();
    await this.page.getByRole('searchbox', { name: 'Search application' }).fill(name);
    await this.page.getByRole('searchbox', { name: 'Search application' }).press('Enter');
    const results = this.page.getByRole('list', { name: `Results for ${name}` });
    await results.getByRole('link', { name }).click();
    await this.page.getByRole('button', { name: 'Create' }).click();
    await this.page.getByText(`${name} is being added`).waitFor();
    await this.page.getByRole('heading', { name: 'Getting Started' }).waitFor();
  }

  /** Opens a page of an application by its menu entry. */
  async openApplication(name: string, entry: string): Promise<void> {
    await this.menu('Enterprise apps');
    await this.page.getByRole('link', { name, exact: true }).click();
    const menu = this.page.getByRole('navigation', { name, exact: true });
    await menu.getByRole('link', { name: entry, exact: true }).click();
  }

  async chooseSaml(name: string): Promise<void> {
    await this.openApplication(name, 'Single sign-on');
    await this.page.getByRole('button', { name: 'SAML', exact: true }).click();
    await this.page.getByRole('heading', { name: 'Set up Single Sign-On with SAML' }).waitFor();
  }

  /** Saves Basic SAML Configuration; omitted values stay as they are. */
  async basicSaml(
    name: string,
    values: { identifier?: string; replyUrl?: string; signOnUrl?: string },
  ): Promise<void> {
    await this.openApplication(name, 'Single sign-on');
    await this.page.getByRole('link', { name: 'Edit Basic SAML Configuration' }).click();
    const fields = {
      'Identifier (Entity ID)': values.identifier,
      'Reply URL (Assertion Consumer Service URL)': values.replyUrl,
      'Sign on URL': values.signOnUrl,
    };
    for (const [label, value] of Object.entries(fields)) {
      if (value === undefined) continue;
      await this.page.getByRole('textbox', { name: label }).fill(value);
    }
    await this.page.getByRole('button', { name: 'Save' }).click();
    await this.page.getByRole('heading', { name: 'Set up Single Sign-On with SAML' }).waitFor();
  }

  /** Returns the path of the downloaded file. */
  async downloadCertificate(name: string, form: 'Raw' | 'Base64'): Promise<string> {
    await this.openApplication(name, 'Single sign-on');
    const download = this.page.waitForEvent('download');
    await this.page.getByRole('link', { name: `Download Certificate (${form})` }).click();
    return (await download).path();
  }

  /** The value of the copy button in section 4. */
  async copyUrl(label: 'Login URL' | 'Logout URL'): Promise<string> {
    const button = this.page.getByRole('button', { name: `Copy ${label}` });
    return (await button.getAttribute('data-copy')) ?? '';
  }

  async createUser(user: {
    userName: string;
    displayName: string;
    firstName: string;
    lastName: string;
    email: string;
    password: string;
    /** Entra requires it; off by default here, as the guide says. */
    mustChangePassword?: boolean;
  }): Promise<void> {
    await this.menu('Users');
    await this.page.getByRole('link', { name: 'New user' }).click();
    await this.page.getByLabel('User principal name', { exact: true }).fill(user.userName);
    await this.page.getByLabel('Display name').fill(user.displayName);
    await this.page.getByLabel('First name').fill(user.firstName);
    await this.page.getByLabel('Last name').fill(user.lastName);
    await this.page.getByRole('textbox', { name: 'Email' }).fill(user.email);
    await this.page.getByRole('textbox', { name: 'Password' }).fill(user.password);
    const mustChange = this.page.getByLabel('Must change password at next sign-in');
    await mustChange.setChecked(user.mustChangePassword ?? false);
    await this.page.getByRole('button', { name: 'Review + create' }).click();
    await this.page.getByRole('button', { name: 'Create', exact: true }).click();
    await this.page.getByText(`${user.displayName} was created.`).waitFor();
  }

  async assign(name: string, displayName: string): Promise<void> {
    await this.openApplication(name, 'Users and groups');
    await this.page.getByRole('link', { name: 'Add user/group' }).click();
    const search = this.page.getByRole('searchbox', { name: 'Search' });
    await search.fill(displayName);
    await this.page.getByRole('button', { name: 'Search' }).click();
    await this.page.getByRole('checkbox', { name: displayName }).check();
    await this.page.getByRole('button', { name: 'Assign', exact: true }).click();
    await this.page.getByText(`Assigned: ${displayName}.`).waitFor();
  }

  async unassign(name: string, displayName: string): Promise<void> {
    await this.openApplication(name, 'Users and groups');
    await this.page.getByRole('button', { name: `Remove ${displayName}` }).click();
    await this.page.getByText(`${displayName} is no longer assigned.`).waitFor();
  }

  /** Sets a Yes/No property and saves. */
  async setProperty(
    name: string,
    question: 'Enabled for users to sign-in?' | 'Assignment required?',
    answer: 'Yes' | 'No',
  ): Promise<void> {
    await this.openApplication(name, 'Properties');
    const choice = this.page.getByRole('group', { name: question });
    await choice.getByRole('radio', { name: answer }).check();
    await this.page.getByRole('button', { name: 'Save' }).click();
    await this.page.getByText('Properties saved').waitFor();
  }

  /** "Test this application" > "Sign in as someone else": returns the URL to open in that user's window. */
  async beginTest(name: string): Promise<string> {
    await this.openApplication(name, 'Single sign-on');
    await this.page.getByRole('link', { name: 'Test this application' }).click();
    await this.page.getByRole('radio', { name: 'Sign in as someone else' }).check();
    const opened = this.page.waitForEvent('popup');
    await this.page.getByRole('button', { name: 'Test sign in' }).click();
    const popup = await opened;
    const address = await popup
      .getByRole('button', { name: 'Copy address' })
      .getAttribute('data-copy');
    await popup.close();
    return address ?? '';
  }

  /** The outcome that the Test pane, left open by `beginTest`, shows without a reload. */
  get outcomeOfTest() {
    return this.page.locator('#outcome');
  }

  /** Presses "Block sign-in" or "Unblock sign-in" on the user's page. */
  async setBlocked(displayName: string, blocked: boolean): Promise<void> {
    await this.menu('Users');
    await this.page.getByRole('link', { name: displayName, exact: true }).click();
    const [press, next] = blocked
      ? ['Block sign-in', 'Unblock sign-in']
      : ['Unblock sign-in', 'Block sign-in'];
    await this.page.getByRole('button', { name: press, exact: true }).click();
    await this.page.getByRole('button', { name: next, exact: true }).waitFor();
  }
}
