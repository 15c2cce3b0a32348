import type { IdpContext } from '../context.ts';
import type { AuthenticatedUser } from '../directory/sign-in/pending-sign-ins.ts';
import type { UserRow } from '../directory/tables.ts';
import { findUserById } from '../directory/users/users.ts';
import { aadsts } from '../errors.ts';
import type { FoundSignIn } from './posted-form.ts';

export interface FirstMethodGiven {
  user: UserRow;
  authenticated: AuthenticatedUser;
  /** Binds the flow token of the page to this user and this check of the first method. */
  step: readonly string[];
  /** The same for the flow token after the second factor. */
  proven: readonly string[];
}

/**
 * The user whose first method was right.
 *
 * @throws {IdpError} 50089 when no method was given yet, or the user was deleted in the meantime
 */
export async function firstMethodGiven(
  { db }: IdpContext,
  { authenticated }: FoundSignIn['pending'],
): Promise<FirstMethodGiven> {
  const user = authenticated && (await findUserById(db, authenticated.userId));
  if (!user) throw aadsts(50089, {});
  const check = [user.id, authenticated.authnInstant];
  return {
    user,
    authenticated,
    step: ['second-factor', ...check],
    proven: ['second-factor-given', ...check],
  };
}
