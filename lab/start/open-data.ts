import { checkPorts } from '../addresses/listen.ts';
import {
  defaultDataDir,
  type LabData,
  memoryData,
  mustNotRun,
  openDataFolder,
} from '../data-folder.ts';
import { dropInPorts } from '../drop-in/options.ts';
import type { LabOptions } from '../lab-options.ts';
import type { LabCommand } from '../process-file.ts';
import { databaseUrlOf } from './database-url.ts';
import type { WantedLab } from './wanted-lab.ts';

/**
 * Opens where the lab keeps its state: the data folder, memory or a PostgreSQL database. The folder and the ports must be free, which is said
 * before anything is opened.
 *
 * @throws {LabError} when a port or the data folder cannot be used
 * @throws {StoreError} when the PostgreSQL database cannot be used
 */
export async function openData(
  options: LabOptions,
  { ports, addresses, worded }: WantedLab,
  command: LabCommand | undefined,
): Promise<LabData> {
  const { memory, fresh = false, dataDir = defaultDataDir, dropIn } = options;
  const databaseUrl = databaseUrlOf(options);
  const folder = databaseUrl === undefined || command ? dataDir : options.dataDir;
  if (!memory && folder !== undefined) mustNotRun(folder);
  await checkPorts(
    {
      ...(addresses.singlePort ? { lab: ports.lab } : ports),
      ...(dropIn && dropInPorts(dropIn)),
    },
    addresses.host,
  ).catch((error: unknown) => {
    throw worded(error);
  });
  if (memory) return memoryData();
  if (databaseUrl === undefined) return openDataFolder(dataDir, { fresh });
  const { openSharedData } = await import('../replicas/open-shared-data.ts');
  return openSharedData(databaseUrl, { folder, fresh });
}
