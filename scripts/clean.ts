/** `node scripts/clean.ts`: deletes dist/, so that the package contains no file without a source. */
import { rmSync } from 'node:fs';

rmSync(new URL('../dist', import.meta.url), { recursive: true, force: true });
