import type { Page } from 'playwright/test';
import type { Lab } from 'samlab';

/** Page object for the administration of the Peakon-style service provider; finds elements by their visible labels. */
export class PeakonAdministration {
  readonly page: Page;
  readonly lab: Lab;

  constructor(page: Page, lab: Lab) {
    this.page = page;
    this.lab = lab;
  }

  async signIn(): Promise<void> {
    const { sp, spAdmin } = this.lab.start;
    await this.page.goto(`${sp}/admin`);
    await this.page.getByLabel('E-mail address').fill(spAdmin.email);
    await this.page.getByLabel('Password').fill(spAdmin.password);
    await this.page.getByRole('button', { name: 'Sign in' }).click();
    await this.page.getByRole('navigation', { name: 'Configuration' }).waitFor();
  }

  private async menu(entry: 'Integrations' | 'Employees'): Promise<void> {
    const menu = this.page.getByRole('navigation', { name: 'Configuration' });
    await menu.getByRole('link', { name: entry }).click();
  }

  async openSingleSignOn(): Promise<void> {
    await this.menu('Integrations');
    await this.page.getByRole('link', { name: 'Single Sign-On' }).click();
  }

  /** Enables single sign-on, fills in the form and saves; `certificate` is a file path. */
  async enableSingleSignOn(o: {
    loginUrl: string;
    logoutUrl: string;
    certificate: string;
  }): Promise<void> {
    await this.openSingleSignOn();
    await this.page.getByRole('link', { name: 'Enable' }).click();
    await this.page.getByLabel('SSO Login URL').fill(o.loginUrl);
    await this.page.getByLabel('SSO Logout URL').fill(o.logoutUrl);
    await this.page.getByLabel('Certificate', { exact: true }).setInputFiles(o.certificate);
    await this.page.getByRole('button', { name: 'Save' }).click();
    await this.page.getByText('Saved. Employees can sign in with single sign-on.').waitFor();
  }

  /** The value of a copy button on the settings page. */
  async copy(label: 'Entity ID' | 'Reply URL (ACS)'): Promise<string> {
    const button = this.page.getByRole('button', { name: `Copy ${label}` });
    return (await button.getAttribute('data-copy')) ?? '';
  }

  /** Enables Employee Provisioning. @returns the token, which the page shows once */
  async enableProvisioning(): Promise<string> {
    await this.menu('Integrations');
    await this.page.getByRole('link', { name: 'Employee Provisioning' }).click();
    await this.page.getByRole('button', { name: 'Enable', exact: true }).click();
    const button = this.page.getByRole('button', { name: 'Copy OAuth Bearer Token' });
    return (await button.getAttribute('data-copy')) ?? '';
  }

  async addEmployee(employee: {
    firstName: string;
    lastName: string;
    email: string;
  }): Promise<void> {
    await this.menu('Employees');
    await this.page.getByRole('link', { name: 'Add employee' }).click();
    const dialog = this.page.getByRole('dialog', { name: 'New employee' });
    await dialog.getByLabel('First name').fill(employee.firstName);
    await dialog.getByLabel('Last name').fill(employee.lastName);
    await dialog.getByLabel('Email').fill(employee.email);
    await dialog.getByRole('button', { name: 'Create employee' }).click();
    await this.page.getByRole('cell', { name: employee.email }).waitFor();
  }
}
