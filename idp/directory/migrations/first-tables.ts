import type { Migration } from 'kysely/migration';
import { accessTables } from './access-tables.ts';
import { administrationTables } from './administration-tables.ts';
import { applicationTables } from './application-tables.ts';
import { signInTables } from './sign-in-tables.ts';
import { tenantTables } from './tenant-tables.ts';

/** Tables as first shipped. Every sign-in reads by a primary key or an index, whatever the tenant's size. */
export const firstTables: Migration = {
  async up(db) {
    await tenantTables(db);
    await applicationTables(db);
    await signInTables(db);
    await administrationTables(db);
    await accessTables(db);
  },
};
