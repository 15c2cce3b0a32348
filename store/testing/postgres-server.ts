import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { freePort } from '../../web/testing/free-port.ts';

/** A separate PostgreSQL server: on a free port of loopback, with its data in a folder that goes with it. */
export interface PostgresServer {
  /** URL of the administrator's database. */
  readonly url: string;
  /** Ends the server process as a crash would, and starts it again on the same data. */
  crash(): Promise<void>;
  start(): Promise<void>;
  /** Stops every process of the server where it is, so that nothing answers and no connection ends. @returns lets them go on */
  freeze(): Promise<() => void>;
  /** Ends it and deletes its data. */
  stop(): Promise<void>;
}

const PASSWORD = 'only-for-tests';

/** The server refuses to run as root; Debian's `nobody` owns nothing else. */
const user = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

/** @param programs folder with the programs. @throws {Error} when the server does not start */
export async function startPostgres(programs: string): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'samlab-postgres-'));
  const data = join(folder, 'data');
  makeCluster(programs, folder, data);
  const port = await freePort();
  const url = `postgresql://postgres:${PASSWORD}@127.0.0.1:${port}/postgres`;
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    fsync: 'off', // a crash of the server loses nothing, only one of the machine
    full_page_writes: 'off',
    max_connections: 200,
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  let running: { signal(name: NodeJS.Signals): Promise<void> } | undefined;
  const end = async (name: NodeJS.Signals) => {
    await running?.signal(name);
    running = undefined;
  };
  const start = async () => {
    running = run([join(programs, 'postgres'), '-D', data, ...options]);
    await answering(url);
  };
  await start();
  return {
    url,
    start,
    crash: () => end('SIGQUIT'), // "immediate shutdown": nothing is written to disk
    async freeze() {
      const pids = [Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0])];
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      const { rows } = await client.query('select pid from pg_stat_activity');
      await client.end();
      pids.push(...rows.map(({ pid }) => Number(pid)));
      const signal = (name: NodeJS.Signals) => {
        for (const pid of pids) signalProcess(pid, name);
      };
      signal('SIGSTOP');
      return () => signal('SIGCONT');
    },
    async stop() {
      await end('SIGINT');
      rmSync(folder, { recursive: true });
    },
  };
}

function makeCluster(programs: string, folder: string, data: string): void {
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, PASSWORD);
  chmodSync(folder, 0o755);
  if (user.uid) chownSync(folder, user.uid, user.gid);
  const { status, stderr } = spawnSync(
    join(programs, 'initdb'),
    [
      ...['-D', data, '-U', 'postgres', '-E', 'UTF8', '-A', 'scram-sha-256', '--no-sync'],
      ...['--pwfile', passwordFile],
      // Text sorts by the rules of English unless a column says otherwise.
      ...['--locale', 'C.UTF-8', '--locale-provider', 'icu', '--icu-locale', 'en-US'],
    ],
    { ...user, encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`initdb failed: ${stderr}`);
}

/** The shell ends the server when this process ends, however it ends. */
function run(command: readonly string[]) {
  const script =
    '"$@" & server=$!; while read -r name; do kill -s "$name" $server; done; kill -s QUIT $server; wait $server';
  const shell = spawn('sh', ['-c', script, 'sh', ...command], {
    ...user,
    cwd: '/',
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  shell.unref();
  const ended = new Promise<void>((resolve) => shell.once('exit', () => resolve()));
  return {
    async signal(name: NodeJS.Signals) {
      shell.ref();
      shell.stdin.end(`${name.slice(3)}\n`);
      await ended;
    },
  };
}

function signalProcess(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error; // a connection that has ended
  }
}

/** Waits until the server answers, for half a minute at most. */
async function answering(url: string): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
    try {
      await client.connect();
      return await client.end();
    } catch (error) {
      if (attempt >= 600) throw error;
      await setTimeout(50);
    }
  }
}
