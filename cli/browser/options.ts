import { isRealName, type LabOptions, realUrls } from '../../lab/index.ts';
import { ArgumentFaults, unknownArguments } from '../faults.ts';
import type { StartArguments } from '../start/arguments.ts';
import { readStartOptions } from '../start/options.ts';

/** As commander returns them. */
export type BrowserArguments = Pick<
  StartArguments,
  'data' | 'memory' | 'fresh' | 'empty' | 'config' | 'port' | 'idpPort' | 'spPort'
> & { headless?: boolean };

export interface BrowserOptions {
  /** Page to open first; undefined for the lab home. */
  readonly url: string | undefined;
  /** Without a window: a program drives it by the DevTools protocol. */
  readonly headless: boolean;
  readonly lab: LabOptions;
}

/**
 * Checks the arguments of `samlab browser`.
 *
 * @param rest the URL, and what commander could not place
 * @throws {ArgumentFaults} when anything is wrong: every fault, before anything is started
 */
export function readBrowserOptions(
  { headless = false, ...given }: BrowserArguments,
  rest: readonly string[] = [],
): BrowserOptions {
  const [first, ...others] = rest;
  const hasUrl = first !== undefined && !first.startsWith('-');
  const url = hasUrl ? readUrl(first) : undefined;
  const faults = unknownArguments('browser', hasUrl ? others : rest);
  if (hasUrl && url === undefined)
    faults.push(
      `The browser reaches the lab and this machine only, so the URL must be one of ${Object.values(realUrls).join(', ')}, https://entra.microsoft.com, https://myapps.microsoft.com or of localhost, not "${first.slice(0, 100)}".`,
    );
  const { port = '0', idpPort = '0', spPort = '0' } = given;
  const lab = readLab({ ...given, port, idpPort, spPort }, faults);
  if (!lab || faults.length > 0) throw new ArgumentFaults(faults);
  return { url, headless, lab };
}

/** The options that are those of `samlab start`. */
function readLab(given: StartArguments, faults: string[]): LabOptions | undefined {
  try {
    const { log: _, watch: __, json: ___, background: ____, ...options } = readStartOptions(given);
    return { ...options, realNames: true };
  } catch (error) {
    if (!(error instanceof ArgumentFaults)) throw error;
    faults.push(...error.faults);
    return undefined;
  }
}

/** An address as one types it into a browser; undefined when it leads to neither the lab nor this machine. */
function readUrl(typed: string): string | undefined {
  const url = URL.parse(/^[a-z]+:\/\//i.test(typed) ? typed : `https://${typed}`);
  if (!url || !/^https?:$/.test(url.protocol)) return undefined;
  const isHere = /^(?:(?:.+\.)?localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname);
  return isHere || isRealName(url.href) ? url.href : undefined;
}
