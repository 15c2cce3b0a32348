import type { SignInApplication } from '../../directory/sign-in/sign-in-applications.ts';
import { aadsts } from '../../errors.ts';

/** In milliseconds; how long Entra accepts a request is not documented. */
const LIFETIME = 10 * 60_000;

/**
 * Entra does not enforce IssueInstant, yet has an error for it (entra-saml.md 4, 8): the setting of the tenant for AuthnRequests holds here as well.
 *
 * @throws {IdpError} 50071 when it is more than ten minutes ago, or no time
 */
export function checkLogoutRecent(
  { checksIssueInstant }: Pick<SignInApplication, 'checksIssueInstant'>,
  issueInstant = '',
  now: Date,
): void {
  if (!checksIssueInstant || now.getTime() - Date.parse(issueInstant) <= LIFETIME) return;
  throw aadsts(
    50071,
    {},
    { cause: `IssueInstant is ${issueInstant}, and it is ${now.toISOString()}.` },
  );
}
