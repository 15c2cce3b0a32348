import { test as base, expect, type Page } from 'playwright/test';
import { type Lab, startLab } from 'samlab';

export { expect };

interface Fixtures {
  /** Whether the lab starts empty; set with `test.use`. */
  empty: boolean;
  /** A lab per test, in memory, on free ports: the test may change anything. */
  lab: Lab;
  /** Opens a window with a separate browser context: another user's browser. */
  visitor: () => Promise<Page>;
}

export const test = base.extend<Fixtures>({
  empty: [false, { option: true }],

  lab: async ({ empty }, use) => {
    const lab = await startLab({ memory: true, empty, ports: { lab: 0, idp: 0, sp: 0 } });
    await use(lab);
    await lab.close();
  },

  visitor: async ({ browser }, use) => {
    const contexts: { close(): Promise<void> }[] = [];
    await use(async () => {
      const context = await browser.newContext();
      contexts.push(context);
      return context.newPage();
    });
    for (const context of contexts) await context.close();
  },
});
