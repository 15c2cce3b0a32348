import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { get as getSecurely } from 'node:https';
import { text } from 'node:stream/consumers';
import { folderState, isOfThisSystem, type Ports, type SiteUrls } from '../../lab/index.ts';

/** What each site says of its health: `ok`, `starting`, `disk_full`, ...; `no answer` when it does not. */
export type Health = { readonly [Site in keyof SiteUrls]: string };

interface LabTime {
  readonly now: string;
  readonly mode: 'real' | 'offset' | 'frozen';
}

/** What `samlab status --json` prints. */
export type Status = Stopped | Running;

interface Stopped {
  readonly running: false;
  readonly healthy: false;
  /** Absolute path. */
  readonly dataDir: string;
  /** `none`: there is no lab in the folder; `used`: another command of samlab uses it. */
  readonly reason: 'none' | 'stopped' | 'used';
}

interface Running extends Partial<SiteUrls> {
  readonly running: true;
  /** Whether every site says that it is. */
  readonly healthy: boolean;
  /** Absolute path. */
  readonly dataDir: string;
  readonly pid: number;
  /** Whether the process runs in another container, where alone its id has a meaning. */
  readonly elsewhere: boolean;
  /** Of samlab; null for a program that called `startLab`. */
  readonly version: string | null;
  /** ISO 8601, UTC. */
  readonly since: string;
  /** Absolute path; null when the log goes to standard error or output, or when there is none. */
  readonly logFile: string | null;
  /** Absent while the lab starts. */
  readonly health?: Health;
  /** What time it is in the lab, in UTC; absent while the lab starts or does not answer. */
  readonly clock?: LabTime;
  /** What the HTTP API wants in every request; absent where it wants nothing. */
  readonly apiToken?: string;
}

/** A lab on this machine answers in milliseconds; in ms. */
const TIMEOUT = 2_000;

/** Looks for the lab of a data folder, and asks its sites. @param dataDir absolute path */
export async function readStatus(dataDir: string): Promise<Status> {
  const state = await folderState(dataDir);
  if (state.is !== 'running') return { running: false, healthy: false, dataDir, reason: state.is };
  const { pid, startedAt, command, urls, ports, certificate, apiToken } = state.by;
  const health = ports && (await healthOf(ports, certificate));
  const clock = ports && (await clockOf(ports.lab, { certificate, apiToken }));
  return {
    running: true,
    healthy: health !== undefined && Object.values(health).every((each) => each === 'ok'),
    dataDir,
    pid,
    elsewhere: !isOfThisSystem(state.by),
    version: command?.version ?? null,
    since: startedAt,
    logFile: command?.logFile ?? null,
    ...urls,
    ...(health && { health }),
    ...(clock && { clock }),
    ...(apiToken !== undefined && { apiToken }),
  };
}

/** Asks on loopback, as a public URL may lead here for other machines only. On a single port, the lab home answers for the other sites. */
async function healthOf(ports: Ports, certificate: string | undefined): Promise<Health> {
  const { lab, idp, sp } = ports;
  const [ofLab, ofIdp, ofSp] = await Promise.all(
    [lab, idp, sp].map((port) => healthAt(port, certificate)),
  );
  return { lab: ofLab ?? '', idp: ofIdp ?? '', sp: ofSp ?? '' };
}

async function healthAt(port: number, certificate: string | undefined): Promise<string> {
  const answer = await ask(port, '/healthz', { certificate });
  return answer === undefined ? 'no answer' : String((answer as { status: unknown }).status);
}

async function clockOf(port: number, access: Access): Promise<LabTime | undefined> {
  const answer = (await ask(port, '/api/v1/clock', access)) as Partial<LabTime> | undefined;
  return answer?.now === undefined ? undefined : (answer as LabTime);
}

interface Access {
  /** That the site must show, whatever host it is for; undefined for http. */
  readonly certificate: string | undefined;
  readonly apiToken?: string | undefined;
}

/** @returns JSON; undefined without an answer */
async function ask(
  port: number,
  path: string,
  { certificate, apiToken }: Access,
): Promise<unknown> {
  const options = {
    host: 'localhost',
    port,
    path,
    agent: false,
    signal: AbortSignal.timeout(TIMEOUT),
    headers: apiToken === undefined ? {} : { authorization: `Bearer ${apiToken}` },
  };
  const pinned = {
    ca: certificate,
    allowPartialTrustChain: true,
    checkServerIdentity: () => undefined,
  };
  try {
    const asked = certificate === undefined ? get(options) : getSecurely({ ...options, ...pinned });
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    return JSON.parse(await text(answer)) as unknown;
  } catch {
    return undefined;
  }
}
