import { cpSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { growSignIns } from '../grow-sign-ins.ts';
import { median } from '../median.ts';
import { atMost, comparison, type Row } from '../row.ts';
import { startLabProgram } from '../started-lab.ts';
import { residentMegabytes } from './memory.ts';
import { signInByPassword } from './password-sign-in.ts';

const RUNS = 5;
const ALONE = 'one sign-in';
const AT_MOST = 150; // MB on disk
/** A quarter more at most. */
const FLAT = 0.8;
/** In ms: the check of a large file begins three seconds after a start. */
const SETTLED = 6_000;

/** Start, memory and disk of a lab after a million sign-ins, beside a lab with one. */
export async function manySignIns(folder: string): Promise<Row[]> {
  const [few, many] = [join(folder, 'few'), join(folder, 'many')];
  const lab = await startLabProgram(few);
  await signInByPassword(lab.line);
  await setTimeout(2_000); // the log of sign-ins is written in batches
  await lab.stop();
  cpSync(few, many, { recursive: true });
  growSignIns((site) => join(many, `${site}.db`));

  const starts: Record<string, number[]> = { [few]: [], [many]: [] };
  for (let run = 0; run < RUNS; run++)
    for (const data of [few, many]) {
      const start = performance.now();
      const started = await startLabProgram(data);
      starts[data]?.push(performance.now() - start);
      await started.stop();
    }
  const [fewStart, manyStart] = [median(starts[few] ?? []), median(starts[many] ?? [])];
  const rows: Row[] = [
    beside('start of a lab after a million sign-ins', 'ms', manyStart, fewStart),
    atMost(
      'its folder on disk',
      'MB',
      megabytesOf(many),
      AT_MOST,
      `${megabytesOf(few).toFixed(1)} MB after one`,
    ),
  ];
  const [fewMemory, manyMemory] = [await memoryOf(few), await memoryOf(many)];
  if (fewMemory !== undefined && manyMemory !== undefined)
    rows.push(beside('its resident memory', 'MB', manyMemory, fewMemory));
  return rows;
}

const beside = (title: string, unit: Row['unit'], figure: number, alone: number): Row => ({
  title,
  unit,
  figures: { samlab: figure, [ALONE]: alone },
  comparisons: [comparison(ALONE, alone / figure, FLAT)],
});

async function memoryOf(data: string): Promise<number | undefined> {
  const lab = await startLabProgram(data);
  try {
    await setTimeout(SETTLED);
    return residentMegabytes(lab);
  } finally {
    await lab.stop();
  }
}

const megabytesOf = (folder: string): number =>
  readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0) / 1e6;
