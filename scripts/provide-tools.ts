/**
 * `node scripts/provide-tools.ts`: makes sure of what the tests need beside Node: a browser and the witness programs.
 * Installs what it may, says in one sentence what it may not, and never hangs. On a workstation a missing witness is a remark; in a
 * pipeline (`CI` is set) it is an error, so that nothing is skipped in silence.
 */
import { provideBrowser } from './provide-browser.ts';
import { provideWitnesses } from './provide-witnesses.ts';

for (const name of await provideWitnesses()) {
  if (process.env.CI) {
    console.error(`The tests need the program ${name}: install the package ${name}.`);
    process.exitCode = 1;
  } else {
    console.error(`The witness ${name} is skipped: install the package ${name} to hear it.`);
  }
}
const browser = await provideBrowser();
if ('missing' in browser) {
  console.error(browser.missing);
  process.exitCode = 1;
}
