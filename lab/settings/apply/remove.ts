import { NotFound } from '../../../input/not-found.ts';
import type { Sides } from '../../seed.ts';
import type { Ledger } from './ledger.ts';

type Gone = ReturnType<Ledger['gone']>[number];

/** Deletes what the settings created and no longer have. What an administrator deleted already is no error. */
export async function removeGone(sides: Sides, ledger: Ledger): Promise<void> {
  for (const one of ledger.gone()) {
    try {
      await remove(sides, one);
    } catch (error) {
      if (!(error instanceof NotFound)) throw error;
    }
  }
}

function remove({ directory, administration }: Sides, { kind, ids }: Gone): Promise<void> {
  const [id = '', other = '', type] = ids;
  switch (kind) {
    case 'user':
      return directory.deleteUser(id);
    case 'method':
      return directory.deleteAuthenticationMethod(id, other);
    case 'group':
      return directory.deleteGroup(id);
    case 'member':
      return directory.removeGroupMember(id, other);
    case 'memberGroup':
      return directory.removeMemberGroup(id, other);
    case 'appRole':
      return removeAppRole(directory, id, other);
    case 'application':
      return directory.deleteApplication(id);
    case 'assignment':
      return directory.unassign({
        servicePrincipalId: id,
        ...(type === 'group' ? { groupId: other } : { userId: other }),
      });
    case 'policy':
      return directory.deletePolicy(id);
    case 'domain':
      return directory.deleteDomain(id, other);
    case 'employee':
      return administration.removeEmployee({ companyId: id, id: other });
    default:
      kind satisfies never;
      return Promise.resolve();
  }
}

/** A role is disabled before it is deleted. */
async function removeAppRole(
  directory: Sides['directory'],
  servicePrincipalId: string,
  roleId: string,
): Promise<void> {
  await directory.updateAppRole(servicePrincipalId, roleId, { isEnabled: false });
  await directory.deleteAppRole(servicePrincipalId, roleId);
}
