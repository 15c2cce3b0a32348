import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Library } from './libraries.ts';

/** What a service provider is told: whom to trust, and a key of its own. PEM throughout. */
export interface Settings {
  readonly idp: {
    readonly entityId: string;
    readonly singleSignOn: string;
    readonly certificate: string;
    /** XML. */
    readonly metadata: string;
  };
  readonly key: { readonly privateKey: string; readonly certificate: string };
}

/** A service provider in a process of its own, on a free port of loopback. */
export interface ServiceProvider {
  readonly url: string;
  /** Undefined as long as it runs. */
  ended(): string | undefined;
  stop(): Promise<void>;
}

const THIRTY_SECONDS = 30_000;

/**
 * Starts the service provider of a library and waits until it says where it listens.
 *
 * @throws {Error} when it ends, or says nothing for half a minute, with what it wrote to stderr by then.
 */
export async function startServiceProvider(
  { name }: Library,
  settings: Settings,
): Promise<ServiceProvider> {
  const file = fileURLToPath(new URL(`providers/${name}.js`, import.meta.url));
  const child = spawn(process.execPath, ['--no-deprecation', file], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.write(`${JSON.stringify(settings)}\n`);
  const { url } = JSON.parse(await firstLine(child, name)) as { url: string };
  return {
    url,
    ended: () =>
      child.exitCode === null && child.signalCode === null
        ? undefined
        : `It ended on the way (${child.exitCode ?? child.signalCode}).`,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

function firstLine(child: ChildProcess, name: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let complaint = ''; // libraries write much about what they refuse; it counts until the start only
    const listen = (chunk: Buffer) => {
      complaint += chunk.toString();
    };
    child.stderr?.on('data', listen);
    const fail = (why: string) => {
      child.kill('SIGKILL');
      reject(new Error(`The service provider of ${name} ${why}. ${complaint}`.trim()));
    };
    const timer = setTimeout(fail, THIRTY_SECONDS, 'did not start within 30 s');
    const onExit = (code: number | null) => {
      clearTimeout(timer);
      fail(`ended with ${code}`);
    };
    child.once('error', (error) => fail(`could not be started: ${error.message}`));
    child.once('exit', onExit);
    let text = '';
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      const end = text.indexOf('\n');
      if (end === -1) return;
      clearTimeout(timer);
      child.removeListener('exit', onExit);
      child.stderr?.off('data', listen).resume();
      resolve(text.slice(0, end));
    });
  });
}
