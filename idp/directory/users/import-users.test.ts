import { expect, test } from 'vitest';
import { createGroup } from '../groups/manage-groups.ts';
import { now, smallDirectoryForEachTest, tenantId } from '../testing/small-directory.ts';
import { createUser } from './create-user.ts';
import { importUsersUnchecked } from './import-users.ts';

const lab = smallDirectoryForEachTest();

/** SQLite allows 32,766 values in one statement, and a membership has two. */
const GROUPS = 200;
const USERS = 100;

test('any number of memberships is stored', async () => {
  const groupIds: string[] = [];
  for (let n = 0; n < GROUPS; n++)
    groupIds.push((await createGroup(lab.db, { tenantId, displayName: `Group ${n}` }, now)).id);
  const users = Array.from({ length: USERS }, (_, n) => ({
    tenantId,
    userPrincipalName: `user${n}@contoso.com`,
    displayName: `User ${n}`,
    password: 'Correct-Horse-1',
    groupIds,
  }));
  const ids = await importUsersUnchecked(lab.db, users, now);
  const memberships = await lab.db.selectFrom('groupMember').selectAll().execute();
  expect(memberships).toHaveLength(GROUPS * USERS);
  expect(new Set(memberships.map(({ userId }) => userId))).toEqual(new Set(ids));
});

test('a list of ids that no statement could take is refused for its length, not by SQLite', async () => {
  const user = { tenantId, userPrincipalName: 'x@contoso.com', displayName: 'X' };
  const groupIds = Array.from({ length: 40_000 }, (_, n) => `none-${n}`);
  await expect(
    createUser(lab.db, { ...user, password: 'Correct-Horse-1', groupIds }, now),
  ).rejects.toMatchObject({
    name: 'InvalidInput',
    faults: expect.arrayContaining([expect.objectContaining({ code: 'too_many' })]),
  });
});
