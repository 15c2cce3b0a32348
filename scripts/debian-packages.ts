import { existsSync } from 'node:fs';
import { runBounded } from './run-bounded.ts';

const minute = 60_000; // ms

/** Whether packages can be installed without asking: as root on Debian or Ubuntu. */
export function canInstallPackages(): boolean {
  return process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

let updated = false;

/** Installs Debian packages without their recommendations; resolves to whether that succeeded. Updates the package lists once per run. */
export async function installPackages(packages: string[]): Promise<boolean> {
  const bounds = { silence: 3 * minute, total: 15 * minute };
  const patience = [
    ['-o', 'Acquire::Retries=1'],
    ['-o', 'Acquire::http::Timeout=30'],
    ['-o', 'Acquire::https::Timeout=30'],
    ['-o', 'DPkg::Lock::Timeout=120'],
  ].flat();
  if (!updated) updated = await runBounded('apt-get', [...patience, 'update'], bounds);
  const install = ['install', '-y', '--no-install-recommends', ...packages];
  return runBounded('apt-get', [...patience, ...install], bounds);
}
