import type { AuthnRequest } from '../../../saml/authn-request.ts';
import type { SignInApplication } from '../../directory/sign-in/sign-in-applications.ts';
import { aadsts } from '../../errors.ts';

/** In milliseconds; how long Entra accepts a request is not documented. */
const LIFETIME = 10 * 60_000;

/**
 * Entra does not evaluate IssueInstant, yet has an error for it (entra-saml.md 1.2): a setting of the tenant.
 *
 * @throws {IdpError} 76026 when it is more than ten minutes ago, or no time
 */
export function checkIssueInstant(
  { checksIssueInstant }: SignInApplication,
  { issueInstant = '' }: AuthnRequest,
  now: Date,
): void {
  if (!checksIssueInstant || now.getTime() - Date.parse(issueInstant) <= LIFETIME) return;
  throw aadsts(
    76026,
    {},
    { cause: `IssueInstant is ${issueInstant}, and it is ${now.toISOString()}.` },
  );
}
