import { test as base, expect, type Page } from 'playwright/test';
import { type Lab, startLab } from 'samlab';

export { expect };

interface Fixtures {
  /** Whether the lab starts empty; set with `test.use`. */
  empty: boolean;
  /** A lab as new for each test, in memory, on free ports: the test may change anything. */
  lab: Lab;
  /** Opens a window with a separate browser context: another user's browser. */
  visitor: () => Promise<Page>;
}

interface WorkerFixtures {
  /** The labs of this worker: one in the tutorial's end state and an empty one, each started when a test needs it. */
  labs: Map<boolean, Lab>;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  empty: [false, { option: true }],

  labs: [
    async ({ browserName: _ }, use) => {
      const labs = new Map<boolean, Lab>();
      await use(labs);
      for (const lab of labs.values()) await lab.close();
    },
    { scope: 'worker' },
  ],

  lab: async ({ empty, labs }, use) => {
    const lab =
      labs.get(empty) ??
      (await startLab({ memory: true, empty, ports: { lab: 0, idp: 0, sp: 0 } }));
    labs.set(empty, lab);
    await use(lab);
    await lab.reset();
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
