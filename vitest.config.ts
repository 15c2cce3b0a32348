import { configDefaults, defineConfig } from 'vitest/config';

/** Tests that mock a module need it unloaded; all others share the loaded modules of a worker, which halves the time of the suite. */
const isolated = '**/*.isolated.test.{ts,tsx}';
const exclude = [...configDefaults.exclude, 'dist/**', '.samlab/**', '**/*.spec.ts'];

export default defineConfig({
  test: {
    // Vitest leaves a core free by default; on two cores that is half of them.
    maxWorkers: '100%',
    // Tests generate keys, compile schemas and start programs, also on slow machines: these limits only stop a hang.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // A test that waits for a socket or a browser leaves the core to another one.
    maxConcurrency: 4,
    projects: [
      { extends: true, test: { name: 'isolated', include: [isolated], exclude } },
      {
        extends: true,
        test: {
          name: 'shared',
          include: ['**/*.test.{ts,tsx}'],
          exclude: [...exclude, isolated],
          isolate: false,
        },
      },
    ],
  },
});
