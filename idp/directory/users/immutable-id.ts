import type { Fault } from '../../../input/invalid-input.ts';
import { idsOf } from '../../../store/ids.ts';
import { federationRow } from '../domains/domain-federation.ts';
import type { Database } from '../tables.ts';
import { splitUserPrincipalName } from './user-principal-name.ts';

/**
 * The onPremisesImmutableId of a user who gets a name: the given one, or a new one in a domain that is federated with the mock identity
 * provider, which knows everybody. Graph requires one in a federated domain (resource type user, onPremisesImmutableId).
 *
 * @param given `undefined` or `''`: none
 * @returns `''` for none, and the fault when there must be one
 */
export async function immutableIdFor(
  db: Database,
  userPrincipalName: string,
  given: string | undefined,
): Promise<{ onPremisesImmutableId: string; fault?: Fault }> {
  if (given) return { onPremisesImmutableId: given };
  const { domain } = splitUserPrincipalName(userPrincipalName);
  const federation = await federationRow(db, domain.toLowerCase());
  if (!federation) return { onPremisesImmutableId: '' };
  if (federation.passiveSignInUri === null)
    return {
      onPremisesImmutableId: idsOf(db).bytes('immutableId', 16).toString('hex').toUpperCase(),
    };
  return {
    onPremisesImmutableId: '',
    fault: {
      property: 'onPremisesImmutableId',
      code: 'required',
      message: `${domain} is federated: enter the immutable ID, which its identity provider sends as NameID.`,
    },
  };
}

/** The fault when a user of the tenant other than `userId` has the immutable ID. @param userId absent for a new user */
export async function immutableIdTakenFault(
  db: Database,
  tenantId: string,
  id: string | undefined,
  userId?: string,
): Promise<Fault | undefined> {
  if (!id) return undefined;
  const holder = await db
    .selectFrom('directoryUser')
    .select(['id', 'userPrincipalName'])
    .where('tenantId', '=', tenantId)
    .where('onPremisesImmutableId', '=', id)
    .executeTakeFirst();
  if (!holder || holder.id === userId) return undefined;
  return {
    property: 'onPremisesImmutableId',
    code: 'taken',
    message: `The immutable ID ${id} belongs to ${holder.userPrincipalName}.`,
  };
}
