import { buildIdp, type Directory } from '../idp/index.ts';
import { type Administration, buildSp } from '../sp/index.ts';
import { memoryData, openDataFolder } from './data-folder.ts';
import type { SiteUrls } from './endpoints.ts';
import { buildHome } from './home/app.tsx';
import { checkPorts, defaultPorts, listenOnLoopback, type Ports } from './loopback.ts';
import { introduce, seed } from './seed.ts';
import { type StartLine, startLine } from './start-line.ts';

export interface LabOptions {
  /** Folder for database, keys and passwords; made when missing. Default `.samlab` in the working directory. */
  dataDir?: string | undefined;
  /** Keeps everything in memory; `dataDir` and `fresh` then mean nothing. */
  memory?: boolean | undefined;
  /** Deletes the lab that is in `dataDir` first: its files, nothing else. */
  fresh?: boolean | undefined;
  /** 0 means any free port. Default 4000, 4100 and 4200. */
  ports?: Ports | undefined;
  /** The time both sides live in. Default: that of this machine. */
  clock?: (() => Date) | undefined;
}

/** A running lab. */
export interface Lab {
  readonly start: StartLine;
  /** The identity provider's users and applications. */
  readonly directory: Directory;
  /** The service provider's companies and employees. */
  readonly administration: Administration;
  /** `new`: just seeded; `resumed`: as it was left; `moved`: resumed at other addresses, which both sides have been told. */
  readonly state: 'new' | 'resumed' | 'moved';
  /** Absolute path of the data folder; undefined in memory. */
  readonly dataDir: string | undefined;
  /** Stops the sites, then closes the databases; resolves when all is down. */
  close(): Promise<void>;
}

/**
 * Starts identity provider, service provider and lab home on loopback, in the tutorial's end state; resolves once all of
 * them answer. When it fails, nothing is left running and nothing in the data folder is lost.
 *
 * @throws {LabError} a port or the data folder cannot be used.
 * @throws {StoreError} a database cannot be used.
 */
export async function startLab(options: LabOptions = {}): Promise<Lab> {
  const { memory, fresh = false, ports = defaultPorts, clock = () => new Date() } = options;
  await checkPorts(ports);
  await using running = new AsyncDisposableStack();

  const data = memory ? memoryData() : openDataFolder(options.dataDir ?? '.samlab', { fresh });
  running.defer(() => data.close());

  const urls = { lab: '', idp: '', sp: '' };
  const idp = await buildIdp({ file: data.database('idp'), publicUrl: () => urls.idp, clock });
  running.defer(() => idp.close());
  const sp = await buildSp({ file: data.database('sp'), publicUrl: () => urls.sp, clock });
  running.defer(() => sp.close());
  const home = await buildHome(() => startLine(urls, data.labFile.passwords));
  running.defer(() => home.close());

  urls.idp = await listenOnLoopback(idp.app, 'idp', ports.idp);
  urls.sp = await listenOnLoopback(sp.app, 'sp', ports.sp);
  urls.lab = await listenOnLoopback(home, 'lab', ports.lab);

  const sides = { directory: idp.directory, administration: sp.administration };
  const { passwords, urls: before } = data.labFile;
  const state = before ? (sameSites(before, urls) ? 'resumed' : 'moved') : 'new';
  if (state === 'new') await seed(sides, urls, passwords);
  if (state === 'moved') await introduce(sides, urls);
  data.remember({ ...data.labFile, urls: { ...urls } });

  const kept = running.move();
  return {
    start: startLine(urls, passwords),
    ...sides,
    state,
    dataDir: data.folder,
    close: () => kept.disposeAsync(),
  };
}

/** The lab home is in no setting of either side. */
function sameSites(before: SiteUrls, now: SiteUrls): boolean {
  return before.idp === now.idp && before.sp === now.sp;
}
