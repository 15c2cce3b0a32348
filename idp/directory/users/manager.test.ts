import { beforeEach, describe, expect, test } from 'vitest';
import {
  bSimon,
  expectFault,
  expectNotFound,
  fabrikam,
  now,
  smallDirectoryForEachTest,
} from '../testing/small-directory.ts';
import { createUser } from './create-user.ts';
import { deleteUser, restoreUser } from './deleted-users.ts';
import { managerOf, setManager } from './manager.ts';

const lab = smallDirectoryForEachTest();
let boss: string;

beforeEach(async () => {
  boss = (await newUser('boss@contoso.com')).id;
});

const newUser = (userPrincipalName: string, tenant = bSimon.tenantId) =>
  createUser(lab.db, { ...bSimon, tenantId: tenant, userPrincipalName }, now);

describe('the manager of a user', () => {
  test('is set, and removed', async () => {
    await setManager(lab.db, lab.userId, boss);
    expect(await managerOf(lab.db, lab.userId)).toMatchObject({
      id: boss,
      userPrincipalName: 'boss@contoso.com',
    });
    await setManager(lab.db, lab.userId, null);
    expect(await managerOf(lab.db, lab.userId)).toBeUndefined();
  });

  test('is missing while the manager is deleted, and back when the manager is restored', async () => {
    await setManager(lab.db, lab.userId, boss);
    await deleteUser(lab.db, boss, now);
    expect(await managerOf(lab.db, lab.userId)).toBeUndefined();
    await restoreUser(lab.db, boss, now);
    expect(await managerOf(lab.db, lab.userId)).toMatchObject({ id: boss });
  });

  test('comes back with a user who is deleted and restored', async () => {
    await setManager(lab.db, lab.userId, boss);
    await deleteUser(lab.db, lab.userId, now);
    await restoreUser(lab.db, lab.userId, now);
    expect(await managerOf(lab.db, lab.userId)).toMatchObject({ id: boss });
  });

  test('is neither the user nor anybody below', async () => {
    await expectFault(setManager(lab.db, boss, boss), 'managerId', 'itself');
    const middle = (await newUser('middle@contoso.com')).id;
    await setManager(lab.db, middle, boss);
    await setManager(lab.db, lab.userId, middle);
    await expectFault(setManager(lab.db, boss, lab.userId), 'managerId', 'loop');
    expect(await managerOf(lab.db, boss)).toBeUndefined();
  });

  test('is of the same tenant, and exists', async () => {
    const stranger = (await newUser('boss@fabrikam.com', fabrikam)).id;
    await expectNotFound(setManager(lab.db, lab.userId, stranger), 'user', stranger);
    await expectNotFound(setManager(lab.db, lab.userId, 'nobody'), 'user', 'nobody');
    await expectNotFound(setManager(lab.db, 'nobody', boss), 'user', 'nobody');
  });
});
