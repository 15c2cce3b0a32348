import type { IdpContext } from '../context.ts';
import { readContinuation } from '../continuation.ts';
import { evaluatePolicies } from '../directory/sign-in/conditional-access.ts';
import type { PendingSignIn } from '../directory/sign-in/pending-sign-ins.ts';
import { applicationById } from '../directory/sign-in/sign-in-applications.ts';

/** Whether a policy wants a second factor for what the sign-in is for; asked right after the password, as Entra does. */
export async function secondFactorNeeded(
  { db, clock }: IdpContext,
  pending: PendingSignIn,
  userId: string,
): Promise<boolean> {
  const continuation = readContinuation(pending.continuation);
  if (continuation.kind !== 'token') return false;
  const { servicePrincipalId } = continuation.request;
  const application = await applicationById(db, servicePrincipalId);
  if (!application) return false;
  const now = clock();
  const { tenantId } = application;
  const { demand } = await evaluatePolicies(
    db,
    { tenantId, userId, servicePrincipalId, authnInstant: now, secondFactor: false },
    now,
  );
  return demand === 'second-factor';
}
