import type { Clock } from '../../store/clock.ts';
import type { KeyRing } from './applications/key-ring.ts';
import type { Database } from './tables.ts';

/** What the functions of `Directory` work on. */
export interface DirectoryParts {
  db: Database;
  clock: Clock;
  keys: KeyRing;
}

/** As many as the lists of the directory return at most. */
export const all = { page: 1, pageSize: 1000, search: '' };
