import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { defaultDataDir, folderState, type Lab, readLabFile, startLab } from '../../lab/index.ts';
import { ArgumentFaults } from '../faults.ts';

/** Files that belong to the process that runs a lab. */
const ofProcess = ['lock', 'process.json', 'lab.log', 'lab.log.1'];

/** A new lab in memory with the finished tutorial, on free ports. */
export async function newLab(stack: AsyncDisposableStack): Promise<Lab> {
  const lab = await startLab({ memory: true, ports: { lab: 0, idp: 0, sp: 0 } });
  stack.defer(() => lab.close());
  return lab;
}

/**
 * Starts a copy of the lab in a folder, where the service provider expects it: at its last addresses. The lab itself stays as it is.
 *
 * @throws {ArgumentFaults} when there is no lab, or it runs
 * @throws {LabError} when it cannot be started
 */
export async function copyOfLab(
  folder: string = defaultDataDir,
  stack: AsyncDisposableStack,
): Promise<Lab> {
  const state = await folderState(folder);
  if (state.is === 'running') {
    const at = state.by.urls?.lab ?? 'http://localhost:4000';
    throw new ArgumentFaults([
      `A lab runs in ${folder}. Stop it with "samlab stop", and the drill works on a copy; or add --lab ${at}, and the drill changes the certificates of that lab for good.`,
    ]);
  }
  const urls = state.is === 'stopped' ? readLabFile(join(folder, 'lab.json'))?.urls : undefined;
  if (!urls)
    throw new ArgumentFaults([
      `There is no lab in ${folder} that your service provider could trust. Start one with "samlab start" and connect your service provider, or name the folder with --data.`,
    ]);
  const hosts = Object.values(urls).map((url) => new URL(url));
  if (hosts.some(({ protocol, hostname }) => protocol !== 'http:' || hostname !== 'localhost'))
    throw new ArgumentFaults([
      `The lab in ${folder} answers at ${urls.lab}, which a copy cannot do. Start it as usual and add --lab ${urls.lab}: the drill then changes its certificates for good.`,
    ]);
  const copy = await mkdtemp(join(tmpdir(), 'samlab-drill-'));
  stack.defer(() => rm(copy, { recursive: true, force: true }));
  await cp(resolve(folder), copy, {
    recursive: true,
    filter: (source) => !ofProcess.some((name) => source === join(resolve(folder), name)),
  });
  const [labPort = 0, idp = 0, sp = 0] = [urls.lab, urls.idp, urls.sp].map((url) =>
    Number(new URL(url).port || 80),
  );
  const lab = await startLab({ dataDir: copy, ports: { lab: labPort, idp, sp } });
  stack.defer(() => lab.close());
  return lab;
}
