import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const repository = fileURLToPath(new URL('../..', import.meta.url));
const minutes = 60_000; // ms

export interface PackedPackage {
  /** Path of the packed package. */
  readonly tarball: string;
  /** Paths in the package, without the leading `package/`. */
  readonly files: readonly string[];
  remove(): Promise<void>;
}

export interface InstalledPackage extends PackedPackage {
  /** The folder that samlab is installed in, otherwise empty. */
  readonly folder: string;
  /** Path of the command, as npm links it. */
  readonly command: string;
}

/** Packs the working tree as it was built last: a new build would delete the programs that other tests run. */
export async function packPackage(): Promise<PackedPackage> {
  const parent = await mkdtemp(join(tmpdir(), 'samlab-package-'));
  await run('npm', ['pack', '--ignore-scripts', '--pack-destination', parent], npm(repository));
  const name = (await readdir(parent)).find((file) => file.endsWith('.tgz')) ?? 'missing.tgz';
  const tarball = join(parent, name);
  const { stdout } = await run('tar', ['-tzf', tarball]);
  const files = stdout
    .trim()
    .split('\n')
    .map((path) => path.replace(/^package\//, ''));
  return { tarball, files, remove: () => rm(parent, { recursive: true, force: true }) };
}

/** Packs the working tree and installs the package into an empty folder, as a user would. */
export async function installPackage(): Promise<InstalledPackage> {
  const packed = await packPackage();
  const folder = join(packed.tarball, '..', 'empty');
  await mkdir(folder);
  await install(folder, packed.tarball);
  return { ...packed, folder, command: join(folder, 'node_modules', '.bin', 'samlab') };
}

async function install(folder: string, tarball: string): Promise<void> {
  const quiet = ['--no-audit', '--no-fund', '--no-update-notifier'];
  const patience = ['--prefer-offline', '--fetch-retries=0', '--fetch-timeout=60000'];
  try {
    await run('npm', ['install', ...quiet, ...patience, tarball], npm(folder));
  } catch (error) {
    if (!OUT_OF_REACH.test(String((error as { stderr?: string }).stderr))) throw error;
    await unpack(folder, tarball);
  }
}

const OUT_OF_REACH = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH|ENOTCACHED|ERR_SOCKET/;

/** Without a registry: unpacks the package and links its dependencies, and no others, from the repository. */
async function unpack(folder: string, tarball: string): Promise<void> {
  const modules = join(folder, 'node_modules');
  await rm(modules, { recursive: true, force: true });
  await mkdir(join(modules, 'samlab'), { recursive: true });
  await mkdir(join(modules, '.bin'));
  await writeFile(join(folder, 'package.json'), '{ "private": true }');
  await run('tar', ['-xzf', tarball, '--strip-components=1', '-C', join(modules, 'samlab')]);
  await chmod(join(modules, 'samlab/bin/samlab.js'), 0o755); // as npm does
  await symlink('../samlab/bin/samlab.js', join(modules, '.bin', 'samlab'));
  for (const name of await lockedDependencies()) {
    await mkdir(join(modules, name, '..'), { recursive: true });
    await symlink(join(repository, 'node_modules', name), join(modules, name));
  }
}

/** Names of the packages needed at run time, from the lock file. */
async function lockedDependencies(): Promise<string[]> {
  const text = await readFile(join(repository, 'package-lock.json'), 'utf8');
  const { packages } = JSON.parse(text) as { packages: Record<string, { dev?: boolean }> };
  return Object.entries(packages)
    .filter(([path, { dev }]) => path !== '' && !dev)
    .map(([path]) => path.replace('node_modules/', ''))
    .filter(
      (name) =>
        !name.includes('node_modules/') && existsSync(join(repository, 'node_modules', name)),
    );
}

/** Options that run npm in a folder, without the environment variables of the npm that runs these tests. */
function npm(cwd: string) {
  const entries = Object.entries(process.env).filter(([name]) => !/^npm_|^INIT_CWD$/i.test(name));
  return { cwd, env: Object.fromEntries(entries), timeout: 10 * minutes, maxBuffer: 2 ** 26 };
}
