import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { type DirectoryTables, loadDirectory, loadEmployees, type SpTables } from '../compiled.ts';
import { growCompany, growTenant, largest } from '../grow-tenant.ts';
import { seedIdentityProvider } from '../identity-provider.ts';
import { atMost, type Row } from '../row.ts';
import { seedCompany } from '../service-provider.ts';
import { tenantId, user } from '../subject.ts';

const MILLISECONDS = 20;

/** How long others wait at most while a large tenant is searched, polled and changed, and a large company searched. */
export async function pauses(folder: string): Promise<Row[]> {
  return [...(await inTenant(folder)), await inCompany(folder)];
}

async function inTenant(folder: string): Promise<Row[]> {
  const file = join(folder, 'pauses.db');
  const small = join(folder, 'pauses-small.db');
  await seedIdentityProvider(small);
  copyFileSync(small, file);
  const { groupId } = growTenant(file, largest);
  const idp = await loadDirectory();
  const { migrations } = idp;
  const db = await idp.openStore<DirectoryTables>({ file, name: 'idp', migrations });
  try {
    const page = { page: 1, pageSize: 50 };
    const works: [string, () => Promise<unknown>][] = [
      ['a search without a hit', () => idp.listUsers(db, { tenantId, search: 'nobody', ...page })],
      ['the codes that the lab home polls', () => idp.currentCodes(db, tenantId, new Date())],
      [
        'the members of a group of 65,000',
        () => idp.listMembers(db, { groupId, search: '', ...page }),
      ],
      ['the deletion of a group of 65,000', () => idp.deleteGroup(db, groupId)],
    ];
    const rows: Row[] = [];
    for (const [title, work] of works)
      rows.push(atMost(`longest wait for ${title}`, 'ms', await longestWait(work), MILLISECONDS));
    return rows;
  } finally {
    await db.destroy();
  }
}

async function inCompany(folder: string): Promise<Row> {
  const file = join(folder, 'company.db');
  const { companyId } = await seedCompany(file);
  growCompany(file, largest.users);
  const { openStore, migrations, listEmployees } = await loadEmployees();
  const db = await openStore<SpTables>({ file, name: 'sp', migrations });
  try {
    const wait = await longestWait(() =>
      listEmployees(db, { companyId, search: `${user.givenName} nobody`, page: 1 }),
    );
    return atMost('longest wait for a search for an employee', 'ms', wait, MILLISECONDS);
  } finally {
    await db.destroy();
  }
}

/** The longest time in ms for which nothing else could run. */
async function longestWait(work: () => Promise<unknown>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await new Promise((later) => setTimeout(later, 50));
  delay.reset();
  await new Promise((later) => setTimeout(later, 10)); // the first interval begins with a turn of the event loop
  await work();
  await new Promise((later) => setTimeout(later, 5));
  delay.disable();
  return delay.max / 1e6;
}
