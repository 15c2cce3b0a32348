/** `npm run settings`: writes docs/settings.schema.json, the tables of docs/settings.md and lab/settings/settings.ts from the schema of settings files. */
import { readFileSync, writeFileSync } from 'node:fs';
import { schemaFile, settingsTables, typesFile } from '../lab/settings/testing/settings-page.ts';

writeFileSync(new URL('../docs/settings.schema.json', import.meta.url), schemaFile());
const page = new URL('../docs/settings.md', import.meta.url);
const [prose = ''] = readFileSync(page, 'utf8').split('## Reference\n');
writeFileSync(page, `${prose}## Reference\n\n${settingsTables()}`);
writeFileSync(new URL('../lab/settings/settings.ts', import.meta.url), typesFile());
