import type { SessionUser } from '../../directory/sign-in/browser-sessions.ts';
import { aadsts } from '../../errors.ts';

/**
 * A session of a blocked account is worthless.
 *
 * @throws {IdpError} 50057
 */
export function checkUserEnabled({ accountEnabled }: SessionUser): void {
  if (!accountEnabled) throw aadsts(50057, {});
}
