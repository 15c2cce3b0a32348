import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['**/*.test.{ts,tsx}'],
    exclude: [...configDefaults.exclude, 'dist/**', '.samlab/**', '**/*.spec.ts'],
    // Keys are made, schemas compiled and programs started in tests, also on slow machines: bounds against a hang only.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
