import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['**/*.test.{ts,tsx}'],
    exclude: [...configDefaults.exclude, 'dist/**', '.samlab/**', '**/*.spec.ts'],
    // Vitest leaves a core free by default; on two cores that is half of them.
    maxWorkers: '100%',
    // Tests generate keys, compile schemas and start programs, also on slow machines: these limits only stop a hang.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
