import { buildIdp, type Directory, type Idp } from '../idp/index.ts';
import { type Administration, buildSp } from '../sp/index.ts';
import { type LabData, memoryData, openDataFolder } from './data-folder.ts';
import type { SiteUrls } from './endpoints.ts';
import { LabError } from './errors.ts';
import { buildHome } from './home/app.tsx';
import { checkPorts, defaultPorts, listenOnLoopback, type Ports } from './loopback.ts';
import { moveSites } from './move-sites.ts';
import { seed, seedBeginning } from './seed.ts';
import { Spoiler } from './spoil/spoiler.ts';
import { type StartLine, startLine } from './start-line.ts';
import { usualFolder } from './usual-folder.ts';

export interface LabOptions {
  /** Folder for database, keys and passwords; made when missing. Default `.samlab` in the working directory. */
  dataDir?: string | undefined;
  /** Keeps everything in memory; `dataDir` and `fresh` then mean nothing. */
  memory?: boolean | undefined;
  /** Deletes the lab that is in `dataDir` first: its files, nothing else. */
  fresh?: boolean | undefined;
  /**
   * A new lab begins where the reader of the tutorial begins: a tenant and a company with an administrator each, nothing else.
   * One that is resumed must have begun so.
   */
  empty?: boolean | undefined;
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
 * Starts identity provider, service provider and lab home on loopback, in the tutorial's end state unless it is to be
 * `empty`; resolves once all of them answer. When it fails, nothing is left running and nothing in the data folder is lost.
 *
 * @throws {LabError} a port or the data folder cannot be used.
 * @throws {StoreError} a database cannot be used.
 */
export async function startLab(options: LabOptions = {}): Promise<Lab> {
  const {
    memory,
    fresh = false,
    empty = false,
    ports = defaultPorts,
    clock = () => new Date(),
  } = options;
  await checkPorts(ports);
  await using running = new AsyncDisposableStack();

  const data = memory ? memoryData() : openDataFolder(options.dataDir ?? usualFolder, { fresh });
  running.defer(() => data.close());

  if (empty) mustHaveBegunEmpty(data);

  const urls = { lab: '', idp: '', sp: '' };
  let seeded = false;
  const ready = () => seeded;
  const spoiler = new Spoiler({ clock, signingKey: (id) => idp.directory.activeSigningKey(id) });
  const idp: Idp = await buildIdp({
    file: data.database('idp'),
    publicUrl: () => urls.idp,
    clock,
    ready,
    alterHandOff: spoiler.alterHandOff,
  });
  running.defer(() => idp.close());
  const sp = await buildSp({ file: data.database('sp'), publicUrl: () => urls.sp, clock, ready });
  running.defer(() => sp.close());
  const sides = { directory: idp.directory, administration: sp.administration };
  const { passwords, urls: before } = data.labFile;
  const start = () => startLine(sides, urls, passwords);
  const home = await buildHome({
    start,
    sides,
    passwords,
    urls: () => urls,
    spoiler,
    clock,
    ready,
  });
  running.defer(() => home.close());

  urls.idp = await listenOnLoopback(idp.app, 'idp', ports.idp);
  urls.sp = await listenOnLoopback(sp.app, 'sp', ports.sp);
  urls.lab = await listenOnLoopback(home, 'lab', ports.lab);

  const state = before ? (sameSites(before, urls) ? 'resumed' : 'moved') : 'new';
  if (!before) await (empty ? seedBeginning(sides, passwords) : seed(sides, urls, passwords));
  else if (state === 'moved') await moveSites(sides, before, urls);
  data.remember({ ...data.labFile, ...(empty && { empty }), urls: { ...urls } });

  seeded = true;

  const line = await start();
  const kept = running.move();
  return {
    start: line,
    ...sides,
    state,
    dataDir: data.folder,
    close: () => kept.disposeAsync(),
  };
}

/** @throws {LabError} `not_begun_empty` */
function mustHaveBegunEmpty({ folder, labFile }: LabData): void {
  if (!labFile.urls || labFile.empty) return;
  throw new LabError(
    'not_begun_empty',
    `The lab in ${folder ?? 'memory'} began in the end state of the tutorial, so it cannot be resumed as an empty one. Add --fresh to delete it, or name another folder with --data.`,
  );
}

/** The lab home is in no setting of either side. */
function sameSites(before: SiteUrls, now: SiteUrls): boolean {
  return before.idp === now.idp && before.sp === now.sp;
}
