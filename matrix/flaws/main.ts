/**
 * `npm run matrix:flaws`: checks the strict service provider in each style, and one service provider per rule that lacks just that rule, with
 * the whole catalogue; writes docs/flaw-matrix.md. With `--check` it compares instead of writing. Names of rules as arguments check only
 * these, and print what found them.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { pairs } from './expected.ts';
import type { Trial } from './laboratory.ts';
import { flawMatrix } from './markdown.ts';
import { faultsOf, type Result } from './result.ts';
import { type Rule, ruleNames } from './rules.ts';
import { styles } from './site.ts';

const page = new URL('../../docs/flaw-matrix.md', import.meta.url);
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { check: { type: 'boolean', default: false } },
});
const unknown = positionals.filter((name) => !ruleNames.includes(name as Rule));
if (unknown.length > 0) {
  console.error(`There is no rule ${unknown.join(', ')}: docs/flaw-matrix.md lists them.`);
  process.exit(2);
}

const trials: readonly Trial[] =
  positionals.length > 0
    ? (positionals as Rule[]).map((rule) => ({ without: [rule] }))
    : [
        ...styles.map((style) => ({ style })),
        ...ruleNames.map((rule) => ({ without: [rule] })),
        ...pairs.map(({ without }) => ({ without })),
      ];
const results = await checkAll(trials);
const faulty = results.some((result) => faultsOf(result).length > 0);
const text = positionals.length === 0 ? flawMatrix(results) : '';
if (positionals.length > 0)
  for (const { without = [], findings } of results)
    for (const { id, reason } of findings) console.log(`${without}: ${id}: ${reason}`);
else if (!faulty && !values.check) writeFileSync(page, text);
else if (values.check && readFileSync(page, 'utf8') !== text) {
  console.error('docs/flaw-matrix.md is not current: run "npm run matrix:flaws".');
  process.exitCode = 1;
}
if (faulty) process.exitCode = 1;

/** In order, a few at a time. */
async function checkAll(all: readonly Trial[]): Promise<Result[]> {
  const found: Result[] = [];
  const waiting = all.map((trial, at) => ({ trial, at }));
  const work = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const worker = new Worker(new URL('./shard.ts', import.meta.url));
      let next: (typeof waiting)[number] | undefined;
      const send = () => {
        next = waiting.shift();
        worker.postMessage(next?.trial);
      };
      worker.on('message', (result: Result) => {
        if (next) found[next.at] = result;
        for (const fault of faultsOf(result)) console.error(`\n${fault}`);
        process.stderr.write(`\r${all.length - waiting.length} of ${all.length} `);
        send();
      });
      worker.on('error', reject);
      worker.on('exit', () => resolve());
      send();
    });
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  process.stderr.write('\n');
  return found;
}
