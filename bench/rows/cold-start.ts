import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { samlpSettings } from '../contenders/samlp-settings.ts';
import { seedIdentityProvider } from '../identity-provider.ts';
import { median } from '../median.ts';
import { comparison, type Row } from '../row.ts';
import { startServer } from '../server-process.ts';
import type { KeyMaterial } from '../subject.ts';

const RUNS = 11;

/** From the start of the process to its first answer; the contenders take turns. The identity provider opens the database of a tenant in use. */
export async function coldStart(key: KeyMaterial, folder: string): Promise<Row> {
  const database = join(folder, 'cold.db');
  const settings = join(folder, 'cold-samlp.json');
  await seedIdentityProvider(database);
  writeFileSync(settings, JSON.stringify(samlpSettings(key)), { mode: 0o600 });
  const ours: number[] = [];
  const peers: number[] = [];
  for (let run = -1; run < RUNS; run++) {
    const our = await firstAnswer('idp.js', database);
    const peer = await firstAnswer('samlp.js', settings);
    if (run < 0) continue; // the first run fills the file cache
    ours.push(our);
    peers.push(peer);
  }
  const ratio = median(peers.map((peer, run) => peer / (ours[run] ?? Number.NaN)));
  return {
    title: 'cold start to the first answer',
    unit: 'ms',
    figures: { samlab: median(ours), 'express + samlp': median(peers) },
    comparisons: [comparison('express + samlp', ratio, 1.2)],
  };
}

/** In ms. */
async function firstAnswer(script: string, argument: string): Promise<number> {
  const start = performance.now();
  const server = await startServer(script, argument);
  try {
    const answer = await fetch(`http://127.0.0.1:${server.port}/healthz`);
    await answer.text();
    if (!answer.ok) throw new Error(`${script} answered ${answer.status}.`);
    return performance.now() - start;
  } finally {
    await server.stop();
  }
}
