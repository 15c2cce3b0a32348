import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Where Debian's packages keep the programs of each version. */
const VERSIONS = '/usr/lib/postgresql';

/** The folder with `initdb` and `postgres`, of the newest installed version; undefined when there is none. */
export function postgresPrograms(): string | undefined {
  try {
    const [newest] = readdirSync(VERSIONS).toSorted((one, other) => Number(other) - Number(one));
    return newest && join(VERSIONS, newest, 'bin');
  } catch {
    return undefined;
  }
}
