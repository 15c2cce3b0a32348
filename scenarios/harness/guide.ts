import { expect, type Page } from 'playwright/test';
import type { Lab } from 'samlab';

/** The guide on the lab home. It is opened once and never reloaded: its ticks are to follow by themselves. */
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

  /** One step, a list item with its words, link, values and buttons. */
  step(title: string) {
    return this.page
      .getByRole('listitem')
      .filter({ has: this.page.getByRole('heading', { level: 3, name: title, exact: true }) });
  }

  /** Waits until these steps are ticked and no others. */
  async expectTicked(titles: readonly string[]): Promise<void> {
    const done = this.page.locator('#guideSteps > li', { hasText: 'Done' }).getByRole('heading');
    await expect(done).toHaveText(titles, { timeout: 10_000 });
    const steps = this.page.locator('#guideSteps > li');
    await expect(this.page.locator('#guideProgress')).toHaveText(
      `${titles.length} of ${await steps.count()} done`,
    );
  }

  /** Opens a step, unless it is open. */
  async unfold(title: string): Promise<void> {
    const details = this.step(title).locator('details');
    if ((await details.getAttribute('open')) === null) await details.locator('summary').click();
  }

  /** What is to be pasted in a step, from the copy button. */
  async value(title: string, term: string): Promise<string> {
    const button = this.step(title).getByRole('button', { name: `Copy ${term}` });
    return (await button.getAttribute('data-copy')) ?? '';
  }
}
