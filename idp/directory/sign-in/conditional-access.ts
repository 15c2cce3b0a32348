import { prepared, type ValueOf } from '../../../store/prepared.ts';
import type { AuthenticationMethodMode } from '../../authentication-methods/modes.ts';
import { canSatisfy, hasStrongerFirst } from '../../conditional-access/authentication-strength.ts';
import {
  type AccessVerdict,
  evaluate,
  noPolicy,
  type PolicyVerdict,
} from '../../conditional-access/evaluate.ts';
import { registeredModes } from '../authentication-methods/registered-modes.ts';
import { transitiveGroupIds } from '../groups/transitive-groups.ts';
import { readPolicy } from '../policies/policies.ts';
import type { Database } from '../tables.ts';

/** A sign-in that wants a token for an application. */
export interface RequestedAccess {
  tenantId: string;
  userId: string;
  servicePrincipalId: string;
  authnInstant: Date;
  methods: readonly AuthenticationMethodMode[];
}

const policiesInForce = prepared((db: Database, value: ValueOf<{ tenantId: string }>) =>
  db
    .selectFrom('conditionalAccessPolicy')
    .selectAll()
    .where('tenantId', '=', value('tenantId'))
    .where('state', '!=', 'disabled')
    .orderBy('displayName'),
);
/**
 * What the tenant's policies say about a sign-in. They apply to nested groups too (MicrosoftDocs/entra-docs,
 * conditional-access/concept-conditional-access-users-groups.md). A tenant without policies in force costs one query.
 */
export async function evaluatePolicies(
  db: Database,
  signIn: RequestedAccess,
  now: Date,
): Promise<AccessVerdict> {
  const { rows } = await policiesInForce(db, { tenantId: signIn.tenantId });
  if (rows.length === 0) return noPolicy;
  const groupIds = await transitiveGroupIds(db, signIn.userId);
  const verdict = evaluate(rows.map(readPolicy), { ...signIn, groupIds, now });
  const { demand } = verdict;
  if (demand === 'strength') return { ...verdict, demand: await stepFor(db, signIn, verdict) };
  if (demand === 'second-factor' && hasStrongerFirst(await registeredModes(db, signIn.userId)))
    return { ...verdict, demand: 'other-method', strengths: ['multifactorAuthentication'] };
  return { ...verdict, demand };
}

/** What the user can do about a strength that is not satisfied. */
async function stepFor(
  db: Database,
  { userId, methods }: RequestedAccess,
  { strengths }: PolicyVerdict,
): Promise<AccessVerdict['demand']> {
  const can = canSatisfy(strengths, methods, await registeredModes(db, userId));
  return can === 'no' ? 'no-method' : can;
}
