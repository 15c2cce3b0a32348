/** `npm run scim-cases`: builds, and writes docs/scim-check.md from the cases, which Node can only load once they are compiled. */
import { writeFileSync } from 'node:fs';
import { scimCheckPage } from './scim-check-page.ts';

const compiled = new URL('../dist/check/index.js', import.meta.url).href;
const { scimCases, phases } = (await import(compiled)) as typeof import('../check/index.ts');
writeFileSync(new URL('../docs/scim-check.md', import.meta.url), scimCheckPage(scimCases, phases));
