import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandOf } from './languages.ts';
import type { Library } from './libraries.ts';
import { Supervised } from './supervised.ts';

/** What a service provider is given: the identity provider to trust, and a key pair. PEM throughout. */
export interface Settings {
  readonly idp: {
    readonly entityId: string;
    readonly singleSignOn: string;
    readonly certificate: string;
    /** XML. */
    readonly metadata: string;
  };
  readonly key: { readonly privateKey: string; readonly certificate: string };
  /** Signs its AuthnRequests, where the library does not do that whenever it has a key. Default: false. */
  readonly signsRequests?: boolean;
}

/** What `samlab check` needs to know of a service provider: URLs, and the rule for --success. */
export interface Addresses {
  readonly metadata: string;
  readonly login: string;
  readonly whoami: string;
  readonly success: string;
}

/** A running service provider, on a free port of loopback. It is started again there when its process ends. */
export interface ServiceProvider {
  readonly addresses: Addresses;
  /** What it wrote to stderr so far. */
  log(): string;
  /** How often its process ended and was started again. */
  restarts(): number;
  /** Why it ended for good, as a sentence; undefined while it runs. */
  ended(): string | undefined;
  stop(): Promise<void>;
}

/**
 * Starts the service provider of a library in an empty folder, hands it the settings on stdin, and waits for the line on stdout that says
 * where it listens: `{ url }`, with those of its {@link Addresses} that are not `/metadata`, `/login`, `/me` and `/user`.
 *
 * @throws {Error} when it ends, or prints nothing for half a minute, with its stderr so far
 */
export async function startServiceProvider(
  library: Pick<Library, 'name' | 'program'>,
  settings: Settings,
): Promise<ServiceProvider> {
  const folder = mkdtempSync(join(tmpdir(), 'samlab-sp-'));
  chmodSync(folder, 0o711); // servers that root starts run as another user
  const logFile = join(folder, 'log');
  writeFileSync(logFile, '');
  const log = () => readFileSync(logFile, 'utf8');
  const program = new Supervised({
    command: commandOf(library),
    input: (port) => ({ ...settings, port }),
    portOf: (line) => Number(new URL(addressesFrom(line).metadata).port),
    folder,
    logFile,
  });
  const stop = async () => {
    await program.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    return {
      addresses: addressesFrom(await program.start()),
      log,
      restarts: () => program.restarts,
      ended: () => program.ended,
      stop,
    };
  } catch (error) {
    const said = `The service provider of ${library.name} ${(error as Error).message}. ${log()}`;
    await stop();
    throw new Error(said.trim());
  }
}

/** The addresses in the line that a service provider prints when it is ready. */
export function addressesFrom(line: string): Addresses {
  const said = JSON.parse(line) as { url: string } & Partial<Addresses>;
  return {
    metadata: said.metadata ?? `${said.url}/metadata`,
    login: said.login ?? `${said.url}/login`,
    whoami: said.whoami ?? `${said.url}/me`,
    success: said.success ?? '/user',
  };
}
