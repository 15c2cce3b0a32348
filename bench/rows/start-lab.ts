import { median } from '../median.ts';
import { atMost, type Row } from '../row.ts';
import { startProgram } from '../server-process.ts';

const PROCESSES = 3;
const LABS = 8;
const FIRST = 250; // ms
const LATER = 150; // ms

/** `startLab` in memory: the first of a process, which loads and compiles the code, and the later ones. */
export async function startLabs(): Promise<Row[]> {
  const first: number[] = [];
  const later: number[] = [];
  for (let process = 0; process < PROCESSES; process++) {
    const program = await startProgram('servers/labs.js', [String(LABS)]);
    const [one = Number.NaN, ...others] = program.said as number[];
    first.push(one);
    later.push(...others);
    await program.stop();
  }
  return [
    atMost('startLab in memory, first of a process', 'ms', median(first), FIRST),
    atMost('startLab in memory, later', 'ms', median(later), LATER),
  ];
}
