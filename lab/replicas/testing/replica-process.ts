import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Ports } from '../../addresses/ports.ts';
import type { SiteUrls } from '../../endpoints.ts';
import type { StartLine } from '../../start-line.ts';

interface ReplicaProcess {
  readonly child: ChildProcess;
  readonly start: StartLine;
}

/**
 * `samlab start` as a process, which has been built before.
 *
 * @param folder its data folder
 * @param urls those of the proxy
 * @throws {Error} with what it printed, when it does not start
 */
export async function startReplica(
  databaseUrl: string,
  { folder, ports, urls }: { folder: string; ports: Ports; urls: SiteUrls },
): Promise<ReplicaProcess> {
  const child = spawn(
    process.execPath,
    [
      fileURLToPath(new URL('../../../bin/samlab.js', import.meta.url)),
      ...['start', '--json', '--log-level', 'error', '--data', folder],
      ...['--port', `${ports.lab}`, '--idp-port', `${ports.idp}`, '--sp-port', `${ports.sp}`],
      ...['--public-url', urls.lab],
      ...['--idp-public-url', urls.idp, '--sp-public-url', urls.sp],
    ],
    {
      env: { ...process.env, DATABASE_URL: databaseUrl },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const lines = createInterface(child.stdout as NodeJS.ReadableStream);
  const [line] = (await Promise.race([
    once(lines, 'line'),
    once(child, 'exit').then(([code]) => {
      throw new Error(`The replica ended with ${code}: ${said}`);
    }),
  ])) as [string];
  return { child, start: JSON.parse(line) as StartLine };
}

/** Ends it as `samlab stop` does, or as a crash. */
export async function endReplica(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill(signal);
  await once(child, 'exit');
}
