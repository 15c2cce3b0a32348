/** `npm run api-reference`: builds, and writes docs/api-reference.md from the docstrings of what the package exports. */
import { writeFileSync } from 'node:fs';
import { apiReference } from './api-reference/page.ts';

writeFileSync(new URL('../docs/api-reference.md', import.meta.url), apiReference());
