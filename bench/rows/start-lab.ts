import { median } from '../median.ts';
import { atMost, type Row } from '../row.ts';
import { startProgram } from '../server-process.ts';

const PROCESSES = 3;
const LABS = 8;
const FIRST = 250; // ms
const LATER = 150; // ms
const ROUNDS = 41;
const WITHIN = 10; // ms

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

/** What a test gets instead of a lab: a tenant, or the lab as it was when it had started. */
export async function tenants(): Promise<Row[]> {
  const program = await startProgram('servers/one-lab.js', [String(ROUNDS)]);
  const { tenant, reset } = program.said as Record<'tenant' | 'reset', number[]>;
  await program.stop();
  return [
    atMost('a fresh tenant', 'ms', median(tenant), WITHIN),
    atMost('a reset of the lab', 'ms', median(reset), WITHIN),
  ];
}
