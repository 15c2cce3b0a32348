// What `import 'samlab'` finds first. Plain JavaScript, and the library only after the check: an old Node would fail on node:sqlite
// while it links the modules, before any of them can speak.
import { tooOld } from './node-version.js';

const refusal = tooOld('add it to your project with "npm install --save-dev node@24".');
if (refusal) {
  const error = new Error(refusal);
  error.stack = refusal; // where samlab was imported does not help
  throw error;
}

export const {
  InvalidInput,
  LabError,
  NoSigningKey,
  NotFound,
  SignInRefused,
  SpInvalidInput,
  SpNotFound,
  SpStaleVersion,
  StaleVersion,
  StoreError,
  exchangeHtml,
  startLab,
} = await import('../dist/bundle/lab.js');
