/**
 * `node scripts/provide-tools.ts`: provides what the tests need beside Node: a browser and the witness programs. Installs what it can, prints
 * what is missing, and never hangs. On a workstation a missing witness is a warning; in a pipeline (`CI` is set) it is an error, so that no
 * test is skipped silently.
 */
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
const browser = await provideBrowser();
if ('missing' in browser) {
  console.error(browser.missing);
  process.exitCode = 1;
}
