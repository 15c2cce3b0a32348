import type { AccessVerdict } from '../../conditional-access/evaluate.ts';
import type { IdpContext } from '../../context.ts';
import type { BrowserSession } from '../../directory/sign-in/browser-sessions.ts';
import { evaluatePolicies } from '../../directory/sign-in/conditional-access.ts';
import type { SignInApplication } from '../../directory/sign-in/sign-in-applications.ts';
import { aadsts } from '../../errors.ts';
import { InteractionNeeded } from '../interaction-needed.ts';

/**
 * Conditional Access comes last, before the token (entra-admin.md 5).
 *
 * @param learnt is told the verdict, so that it can be filed whatever comes of it
 * @throws {IdpError} 53003
 * @throws {InteractionNeeded} when the sign-in is too old, or lacks a second factor
 */
export async function checkConditionalAccess(
  { db, clock }: Pick<IdpContext, 'db' | 'clock'>,
  { tenantId, servicePrincipalId }: SignInApplication,
  { user, authnInstant, secondFactor }: BrowserSession,
  learnt: { access?: AccessVerdict | undefined },
): Promise<void> {
  const verdict = await evaluatePolicies(
    db,
    {
      tenantId,
      servicePrincipalId,
      secondFactor,
      userId: user.id,
      authnInstant: new Date(authnInstant),
    },
    clock(),
  );
  learnt.access = verdict;
  if (verdict.demand === 'block') throw aadsts(53003, {});
  if (verdict.demand !== undefined) throw new InteractionNeeded(verdict.demand);
}
