import type { Page } from 'playwright/test';
import type { AdminCenter } from './admin-center.ts';

/** Page object for "Provisioning" of an application; finds elements by their visible labels. */
export class EntraProvisioning {
  readonly page: Page;
  readonly #entra: AdminCenter;
  readonly #application: string;

  constructor(entra: AdminCenter, application: string) {
    this.page = entra.page;
    this.#entra = entra;
    this.#application = application;
  }

  /** Opens a page of the provisioning by its menu entry; the Overview without one. */
  async open(entry?: string): Promise<void> {
    await this.#entra.openApplication(this.#application, 'Provisioning');
    if (entry === undefined) return;
    const menu = this.page.getByRole('navigation', { name: this.#application, exact: true });
    await menu.getByRole('link', { name: entry, exact: true }).click();
    await this.page.getByRole('heading', { level: 1 }).waitFor();
  }

  async newConfiguration(values: { tenantUrl: string; secretToken: string }): Promise<void> {
    await this.open();
    await this.page.getByRole('link', { name: 'New configuration' }).click();
    await this.page.getByLabel('Tenant URL').fill(values.tenantUrl);
    await this.page.getByLabel('Secret token').fill(values.secretToken);
  }

  async testConnection(): Promise<string> {
    await this.page.getByRole('button', { name: 'Test connection' }).click();
    return this.page.locator('#testResult').innerText();
  }

  async create(): Promise<void> {
    await this.page.getByRole('button', { name: 'Create', exact: true }).click();
    await this.page.getByText('The configuration was created.').waitFor();
  }

  async start(): Promise<void> {
    await this.open();
    await this.page.getByRole('button', { name: 'Start provisioning' }).click();
    await this.page.getByText('Provisioning started.').waitFor();
  }

  /** Runs a cycle and waits for its end. */
  async runCycle(): Promise<void> {
    await this.open();
    await this.page.getByRole('button', { name: 'Run cycle now' }).click();
    await this.page.getByText('The cycle has ended.').waitFor();
  }

  /** @returns the title of the result, and the names of its steps */
  async provisionOnDemand(person: string): Promise<{ result: string; steps: string[] }> {
    await this.open('Provision on demand');
    await this.page.getByRole('radio', { name: person, exact: true }).check();
    await this.page.getByRole('button', { name: 'Provision', exact: true }).click();
    const result = await this.page.locator('#result').innerText();
    const steps = this.page.locator('#steps li');
    return {
      result,
      steps: await steps.evaluateAll((all) =>
        all.map((one) => one.getAttribute('data-step') ?? ''),
      ),
    };
  }

  /** The actions of the provisioning logs of the application about an identity, newest first. The filters are open, as one is active. */
  async logged(identity: string): Promise<string[]> {
    await this.open();
    const menu = this.page.getByRole('navigation', { name: this.#application, exact: true });
    await menu.getByRole('link', { name: 'Provisioning logs' }).click();
    await this.page.getByLabel('Identity: name or ID').fill(identity);
    await this.page.getByRole('button', { name: 'Apply' }).click();
    const rows = this.page.locator('tbody tr');
    return rows.evaluateAll((all) =>
      all.map((row) => row.querySelector('td:nth-child(3)')?.textContent ?? ''),
    );
  }
}
