import { defineConfig } from 'playwright/test';
import { launchOptions } from './browser/launch-options.ts';

// A worker reads this file too, without the arguments of the command.
if (process.argv.some((argument) => /^--(headed|debug|ui)/.test(argument)))
  process.env.SCENARIOS_WATCHED = '1';
const watched = process.env.SCENARIOS_WATCHED !== undefined;

export default defineConfig({
  testDir: 'scenarios',
  testMatch: '**/*.spec.ts',
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  workers: 2,
  // For a slow machine: only a failure waits so long.
  expect: { timeout: 15_000 },
  reporter: 'line',
  // Tracing every scenario costs a quarter of the time: `npm run scenarios -- --trace retain-on-failure` shows each step of a failure.
  use: { screenshot: 'only-on-failure', actionTimeout: 15_000, navigationTimeout: 15_000 },
  projects: [
    {
      name: 'chromium',
      use: { browserName: 'chromium', launchOptions: launchOptions({ watched }) },
    },
  ],
});
