/** `npm run endure`: prints a table of what held and what did not; the exit code is 1 if anything failed. `-- --seed N` repeats a run. */
import { parseArgs } from 'node:util';
import { everyTrial } from './every-trial.ts';
import { tableOf } from './trial.ts';

const { values } = parseArgs({ options: { seed: { type: 'string' } } });
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const outcomes = await everyTrial(
  { rounds: 45, soakSeconds: 240, requests: 36_000, messages: 25_000, labs: 50 },
  seed,
  (outcome) => console.error(`${outcome.name}: ${outcome.seconds} s`),
);
console.log(tableOf(outcomes));
if (outcomes.some(({ failures }) => failures.length > 0)) process.exitCode = 1;
