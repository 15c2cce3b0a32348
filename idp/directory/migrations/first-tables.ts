import type { Migration } from 'kysely/migration';
import { accessTables } from './access-tables.ts';
import { administrationTables } from './administration-tables.ts';
import { applicationTables } from './application-tables.ts';
import { signInTables } from './sign-in-tables.ts';
import { tenantTables } from './tenant-tables.ts';

/** Tables as first shipped. Sign-ins read by a primary key or an index only, so the size of the tenant does not matter. */
export const firstTables: Migration = {
  async up(db) {
    await tenantTables(db);
    await applicationTables(db);
    await signInTables(db);
    await administrationTables(db);
    await accessTables(db);
  },
};
