/** An act that creates something does all of it or nothing: every table is the same after one that fails. */
import { describe, expect, test } from 'vitest';
import { addSamlApplication } from './applications/add-saml-application.ts';
import { createGroup } from './groups/manage-groups.ts';
import type { Database } from './tables.ts';
import { createTenant } from './tenants/manage-tenants.ts';
import {
  bSimon,
  fabrikam,
  now,
  smallDirectoryForEachTest,
  tenantId,
  untyped,
} from './testing/small-directory.ts';
import { createUser } from './users/create-user.ts';

const lab = smallDirectoryForEachTest();

/** Every row of every table. */
async function everything(db: Database): Promise<Record<string, unknown>> {
  const tables = await db.introspection.getTables();
  const names = tables.map(({ name }) => name).toSorted();
  const rows = names.map(async (name) => [
    name,
    await db
      .selectFrom(name as 'tenant')
      .selectAll()
      .execute(),
  ]);
  return Object.fromEntries(await Promise.all(rows)) as Record<string, unknown>;
}

const tenant = {
  id: '33334444-0000-cccc-1111-dddd2222eeee',
  displayName: 'Woodgrove',
  domain: 'woodgrove.example.com',
};
const user = { ...bSimon, userPrincipalName: 'new@contoso.com' };
const application = {
  tenantId,
  displayName: 'Reports',
  basicSaml: { identifierUris: ['urn:reports'], replyUrls: ['https://reports.example/acs'] },
  notify: 'admin@contoso.com',
};

type Act = (db: Database) => Promise<unknown>;
/** The last one fails at its last step. */
const acts: readonly [what: string, works: Act, fails: Act][] = [
  [
    'a tenant, its cloud and its settings',
    (db) => createTenant(db, { ...tenant, cloud: 'usGovernment' }, now),
    (db) => createTenant(db, { ...tenant, cloud: untyped('wrong'), unknownIssuerCode: 5 }, now),
  ],
  [
    'a user, roles and groups',
    async (db) => {
      const group = await createGroup(db, { tenantId, displayName: 'Testers' }, now);
      await createUser(db, { ...user, groupIds: [group.id] }, now);
    },
    (db) =>
      createUser(db, { ...user, directoryRoles: ['User Administrator'], groupIds: ['no'] }, now),
  ],
  [
    'an application, its SAML settings and its certificate',
    (db) => addSamlApplication(db, application, now),
    // Only the last step looks at the address.
    (db) => addSamlApplication(db, { ...application, notify: 'nobody' }, now),
  ],
];

describe('what fails leaves nothing, and works when it is mended', () => {
  test.each(acts)('%s', async (_, works, fails) => {
    const before = await everything(lab.db);
    await expect(fails(lab.db)).rejects.toThrow();
    expect(await everything(lab.db)).toEqual(before);
    await works(lab.db);
    expect(await everything(lab.db)).not.toEqual(before);
  });
});

test('an application names every fault at once', async () => {
  await addSamlApplication(lab.db, application, now);
  const wrong = {
    ...application,
    displayName: '',
    basicSaml: {
      identifierUris: ['urn:reports'],
      replyUrls: ['ftp://reports.example'],
      logoutUrl: 'here',
    },
  };
  await expect(addSamlApplication(lab.db, wrong, now)).rejects.toMatchObject({
    faults: [
      { property: 'displayName' },
      { property: 'replyUrls.0' },
      { property: 'logoutUrl' },
      { property: 'identifierUris.0', code: 'taken' },
    ],
  });
  await addSamlApplication(lab.db, { ...application, tenantId: fabrikam }, now); // control
});
