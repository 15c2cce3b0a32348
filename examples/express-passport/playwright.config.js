import { defineConfig } from 'playwright/test';

const url = `http://localhost:${process.env.PORT ?? 3000}`;

export default defineConfig({
  testDir: 'tests',
  workers: 1, // the application trusts one identity provider at a time
  use: { baseURL: url },
  webServer: { command: 'node server.js', url, env: { ...process.env, NODE_ENV: 'test' } },
});
