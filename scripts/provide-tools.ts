/**
 * `node scripts/provide-tools.ts`: provides what the tests need beside Node: a browser, the witness programs, and SCIM servers. Installs what it can, prints
 * what is missing, and never hangs. On a workstation a missing witness is a warning; in a pipeline (`CI` is set) it is an error, so that no
 * test is skipped silently.
 */
import { join } from 'node:path';
import { installLocked } from './install-locked.ts';
import { provideBrowser } from './provide-browser.ts';
import { provideWitnesses } from './provide-witnesses.ts';

for (const name of await provideWitnesses()) {
  if (process.env.CI) {
    console.error(`The tests need the program ${name}: install the package ${name}.`);
    process.exitCode = 1;
  } else {
    console.error(
      `The tests with ${name} will be skipped: install the package ${name} to run them.`,
    );
  }
}
const servers = installLocked(
  join(import.meta.dirname, '../matrix/scim'),
  'the SCIM servers that tests provision to',
);
if (servers !== undefined) {
  console.error(
    process.env.CI ? servers : `The tests with SCIM servers will be skipped: ${servers}`,
  );
  if (process.env.CI) process.exitCode = 1;
}
const browser = await provideBrowser();
if ('missing' in browser) {
  console.error(browser.missing);
  process.exitCode = 1;
}
