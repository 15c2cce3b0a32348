import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Where Debian's packages keep the programs of each version. */
const VERSIONS = '/usr/lib/postgresql';

/**
 * The folder with `initdb` and `postgres`, of the newest version that has both; undefined when there is none. The package of the client alone
 * makes a folder, too.
 *
 * @param versions a folder with a folder for each version
 */
export function postgresPrograms(versions = VERSIONS): string | undefined {
  if (!existsSync(versions)) return undefined;
  return readdirSync(versions)
    .toSorted((one, other) => Number(other) - Number(one))
    .map((version) => join(versions, version, 'bin'))
    .find((bin) => ['initdb', 'postgres'].every((program) => existsSync(join(bin, program))));
}
