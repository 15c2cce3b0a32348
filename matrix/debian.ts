import { spawnSync } from 'node:child_process';

/** The version of an installed Debian package; undefined when it is not installed, or the machine has no dpkg. */
export type InstalledVersion = (name: string) => string | undefined;

/** Asks dpkg (dpkg-query(1), "db:Status-Status"). */
export const installedVersion: InstalledVersion = (name) => {
  const format = `\${db:Status-Status} \${Version}`;
  const { stdout } = spawnSync('dpkg-query', ['--show', `--showformat=${format}`, name], {
    encoding: 'utf8',
  });
  const [status, version] = (stdout ?? '').split(' ');
  return status === 'installed' ? version : undefined;
};

/**
 * Why a library cannot be checked on this machine, and what to do, in one sentence.
 *
 * @returns undefined when all its Debian packages are installed, or it needs none.
 */
export function missingPackages(
  { name, debian = [] }: { readonly name: string; readonly debian?: readonly string[] },
  versionOf: InstalledVersion = installedVersion,
): string | undefined {
  const missing = debian.filter((each) => versionOf(each) === undefined);
  if (missing.length === 0) return undefined;
  return `Skipped ${name}: on Debian 12, install ${missing.join(' ')} with apt-get, then try again.`;
}
