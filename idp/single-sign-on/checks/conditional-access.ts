import type { AccessVerdict } from '../../conditional-access/evaluate.ts';
import { aadsts } from '../../errors.ts';
import { InteractionNeeded } from '../interaction-needed.ts';

/**
 * The verdict of Conditional Access counts last, before the token (entra-admin.md 5).
 *
 * @throws {IdpError} 53003 when a policy blocks the sign-in
 * @throws {InteractionNeeded} when the sign-in is too old, or lacks a second factor
 */
export function checkConditionalAccess({ demand }: AccessVerdict): void {
  if (demand === 'block') throw aadsts(53003, {});
  if (demand !== undefined) throw new InteractionNeeded(demand);
}
