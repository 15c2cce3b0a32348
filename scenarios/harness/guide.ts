import { expect, type Page } from 'playwright/test';
import type { Lab } from 'samlab';

/** Page object for the guide on the lab home. It is opened once and never reloaded: the page must update itself. */
export class Guide {
  readonly page: Page;
  readonly lab: Lab;

  constructor(page: Page, lab: Lab) {
    this.page = page;
    this.lab = lab;
  }

  async open(): Promise<void> {
    await this.page.goto(this.lab.start.lab);
  }

  /** A step: a list item with its texts, link, values and buttons. */
  step(title: string) {
    return this.page
      .getByRole('listitem')
      .filter({ has: this.page.getByRole('heading', { level: 3, name: title, exact: true }) });
  }

  /** Waits until exactly these steps are ticked. */
  async expectTicked(titles: readonly string[]): Promise<void> {
    const done = this.page.locator('#guideSteps > li', { hasText: 'Done' }).getByRole('heading');
    await expect(done).toHaveText(titles, { timeout: 10_000 });
    const steps = this.page.locator('#guideSteps > li');
    await expect(this.page.locator('#guideProgress')).toHaveText(
      `${titles.length} of ${await steps.count()} done`,
    );
  }

  /** Waits until exactly these steps of the optional part are ticked. */
  async expectOptionalTicked(titles: readonly string[]): Promise<void> {
    const done = this.page
      .locator('#provisioningSteps > li', { hasText: 'Done' })
      .getByRole('heading');
    await expect(done).toHaveText(titles, { timeout: 10_000 });
  }

  /** Presses "Do this step for me". @param id of the step */
  async doForMe(id: string): Promise<void> {
    const step = this.page.locator(`#step-${id}`);
    const details = step.locator('details');
    if ((await details.getAttribute('open')) === null) await details.locator('summary').click();
    await step.getByRole('button', { name: 'Do this step for me' }).click();
    await expect(step).toHaveAttribute('data-done', 'true');
  }

  /** Opens a step if it is closed. */
  async unfold(title: string): Promise<void> {
    const details = this.step(title).locator('details');
    if ((await details.getAttribute('open')) === null) await details.locator('summary').click();
  }

  /** A value to paste, from the copy button of a step. */
  async value(title: string, term: string): Promise<string> {
    const button = this.step(title).getByRole('button', { name: `Copy ${term}` });
    return (await button.getAttribute('data-copy')) ?? '';
  }
}
