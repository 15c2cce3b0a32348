import { test as base, expect, type Page } from 'playwright/test';
import { type Lab, startLab } from 'samlab';

export { expect };

interface Fixtures {
  /** Whether the lab begins with the administrators alone; set by `test.use`. */
  empty: boolean;
  /** A lab of the test's own, in memory, on free ports: the test may change all of it. */
  lab: Lab;
  /** Another person's browser: a window that shares nothing with the others. */
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
