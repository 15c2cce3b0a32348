import type { AuthenticationMethodMode } from '../authentication-methods/modes.ts';
import type { IdpContext } from '../context.ts';
import { openSession } from '../directory/sign-in/browser-sessions.ts';
import { requireMethods } from '../directory/users/signs-in-without-pages.ts';
import { requireUser } from '../directory/users/users.ts';
import { cookieHeaderOf } from './session-cookies.ts';

/**
 * Opens the session of a user who gave these methods just now, without a browser. Whether the account is blocked, and what a policy demands,
 * decides each request of the session.
 *
 * @returns the Cookie header for requests of the session
 * @throws {InvalidInput} for `methods`
 * @throws {NotFound} when there is no such user
 */
export async function openSessionOf(
  { db, clock }: IdpContext,
  userId: string,
  methods: readonly AuthenticationMethodMode[],
): Promise<string> {
  requireMethods(methods);
  await requireUser(db, userId);
  const now = clock();
  const authnInstant = now.toISOString();
  const session = { userId, authnInstant, methods, persistent: false, replaces: [] };
  return cookieHeaderOf(await openSession(db, session, now));
}
