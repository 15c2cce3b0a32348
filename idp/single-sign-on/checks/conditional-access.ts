import { strengthsInWords } from '../../conditional-access/authentication-strength.ts';
import type { AccessVerdict } from '../../conditional-access/evaluate.ts';
import { aadsts } from '../../errors.ts';
import { methodsThatSatisfy } from '../../sign-in/other-method-needed.ts';
import { InteractionNeeded } from '../interaction-needed.ts';

/**
 * The verdict of Conditional Access counts last, before the token (entra-admin.md 5).
 *
 * @throws {IdpError} 53003 when a policy blocks the sign-in, or requires a strength that no registered method satisfies (entra-saml.md 10.9)
 * @throws {InteractionNeeded} when the sign-in is too old, lacks a second factor, or was by a method that is not strong enough
 */
export function checkConditionalAccess({ demand, strengths }: AccessVerdict): void {
  if (demand === 'block') throw aadsts(53003, {});
  if (demand === 'no-method')
    throw aadsts(
      53003,
      {},
      {
        advice: `The policy requires the authentication strength ${strengthsInWords(strengths)}, and the user has registered none of these: ${methodsThatSatisfy(strengths)}. Add one on the user's page, under Authentication methods.`,
      },
    );
  if (demand !== undefined) throw new InteractionNeeded(demand);
}
