import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { type Lab, startLab } from 'samlab';

const WRITER = join(import.meta.dirname, 'writer.ts');
/** Longest time that a lab writes before it is killed, in ms. */
const LONGEST = 300;

/** Kills a writing lab again and again; every acknowledged write of all rounds must be there at the end, and after each round the lab must start. */
export async function killRounds({
  rounds,
  random,
}: {
  rounds: number;
  /** From 0 to 1. */
  random: () => number;
}) {
  const folder = mkdtempSync(join(tmpdir(), 'samlab-kill-'));
  const dataDir = join(folder, 'lab');
  const acknowledged: string[] = [];
  try {
    await (await startLab({ dataDir, ports: { lab: 0, idp: 0, sp: 0 } })).close();
    for (let round = 0; round < rounds; round += 1)
      acknowledged.push(...(await killedAfter(random() * LONGEST, dataDir)));
    const failures = await missing(dataDir, acknowledged);
    return { tried: `${rounds} rounds, ${acknowledged.length} acknowledged writes`, failures };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What a lab acknowledged from its start until it was killed. */
async function killedAfter(ms: number, dataDir: string): Promise<string[]> {
  const child = spawn(process.execPath, [WRITER, dataDir], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let complaint = '';
  child.stderr.on('data', (text) => {
    complaint += String(text);
  });
  const lines: string[] = [];
  const isReady = Promise.withResolvers<void>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line === 'ready') isReady.resolve();
    else lines.push(line);
  });
  const ended = once(child, 'close');
  ended.then(() => isReady.reject(new Error(`The lab did not start again. ${complaint}`)));
  await isReady.promise;
  await delay(ms);
  kill(child);
  await ended;
  return lines;
}

const kill = (child: ChildProcess) => child.kill('SIGKILL');

async function missing(dataDir: string, acknowledged: readonly string[]): Promise<string[]> {
  const lab = await startLab({ dataDir, ports: { lab: 0, idp: 0, sp: 0 } });
  const lost: string[] = [];
  for (const write of acknowledged) if (!(await isThere(lab, write))) lost.push(`lost: ${write}`);
  await lab.close();
  return lost;
}

async function isThere({ directory, administration }: Lab, write: string): Promise<boolean> {
  const [kind, name = ''] = write.split(' ');
  if (kind === 'employee') return Boolean(await administration.findEmployee('contoso', name));
  return directory.updateGroup(name, { description: 'found' }).then(
    () => true,
    () => false,
  );
}
