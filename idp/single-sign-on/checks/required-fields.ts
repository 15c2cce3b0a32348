import type { AuthnRequest } from '../../../saml/authn-request.ts';
import { aadsts } from '../../errors.ts';

/**
 * Version 2.0, an IssueInstant (of any value) and an Issuer are required (entra-saml.md 1.2).
 *
 * @returns the Issuer
 * @throws {IdpError} 75005
 */
export function checkRequiredFields({
  version,
  issueInstant,
  issuer,
}: Pick<AuthnRequest, 'version' | 'issueInstant' | 'issuer'>): string {
  if (version !== '2.0') throw invalid(`Version must be 2.0, not '${version ?? ''}'.`);
  if (!issueInstant) throw invalid('IssueInstant is missing.');
  if (!issuer) throw invalid('Issuer is missing.');
  return issuer;
}

const invalid = (reason: string) => aadsts(75005, { reason });
