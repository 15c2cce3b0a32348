import { type APIRequestContext, test as base, expect } from 'playwright/test';
import { type Lab, startLab } from 'samlab';

export { expect };

interface WorkerFixtures {
  /** One lab in the tutorial's end state per worker, in memory, on free ports. */
  lab: Lab;
}

interface Fixtures {
  /** Calls the service provider's `/api/whoami` with the cookies of the page. */
  whoami: () => Promise<{ status: number; email?: string }>;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  lab: [
    async ({ browserName: _ }, use) => {
      const lab = await startLab({ memory: true, ports: { lab: 0, idp: 0, sp: 0 } });
      await use(lab);
      await lab.close();
    },
    { scope: 'worker' },
  ],

  whoami: async ({ page, lab }, use) => {
    await use(() => askWhoami(page.request, lab));
  },
});

async function askWhoami(request: APIRequestContext, lab: Lab) {
  const answer = await request.get(`${lab.start.sp}/api/whoami`);
  if (!answer.ok()) return { status: answer.status() };
  const { email } = (await answer.json()) as { email: string };
  return { status: answer.status(), email };
}
