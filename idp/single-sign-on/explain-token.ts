import type { AuthnContext } from '../authentication-methods/authn-context.ts';
import type { SignInApplication } from '../directory/sign-in/sign-in-applications.ts';
import { type ClaimSource, type ClaimWithReason, explainClaims } from '../response/claims.ts';
import { defaultConfiguration } from '../response/claims-configuration.ts';
import { explainNameId, type NameId } from '../response/name-id.ts';
import type { TokenRequest } from './token-request.ts';

export interface IssuedToken {
  readonly application: SignInApplication;
  readonly token: TokenRequest;
  readonly nameId: NameId;
  readonly authnContext: AuthnContext;
  /** What NameID and claims were made from, in addition to how the user signed in. */
  readonly subject: Omit<ClaimSource, 'authnMethodsReferences'>;
}

/** Why an issued token says what it says of the user: its NameID and each claim, also those that were left out. */
export function explainToken(issued: IssuedToken): ClaimWithReason[] {
  const { application, token, nameId, authnContext, subject } = issued;
  return [
    {
      name: 'NameID',
      values: [nameId.value],
      reason: explainNameId(application, subject, token, nameId),
    },
    ...explainClaims(
      { ...subject, authnMethodsReferences: authnContext.references },
      application.claims ?? defaultConfiguration,
    ),
  ];
}
