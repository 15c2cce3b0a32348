/** `node scripts/clean.ts`: empties dist/, so that what the package ships has a source. */
import { rmSync } from 'node:fs';

rmSync(new URL('../dist', import.meta.url), { recursive: true, force: true });
