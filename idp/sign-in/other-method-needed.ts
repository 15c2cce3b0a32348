import { authenticationMethodModes, labelOf } from '../authentication-methods/modes.ts';
import {
  type AuthenticationStrengthName,
  satisfies,
  strengthsInWords,
} from '../conditional-access/authentication-strength.ts';
import type { PendingSignIn } from '../directory/sign-in/pending-sign-ins.ts';
import type { UserRow } from '../directory/tables.ts';
import { aadsts, type IdpError, type WayBack } from '../errors.ts';
import type { SignInVisit } from '../sign-in-visit.ts';
import { addressOf, passwordStep } from './step-addresses.ts';

/**
 * What the user signed in with does not satisfy a policy, whatever is added to it; another registered method would. That Entra says so with this
 * code is assumed (entra-saml.md 10.9).
 *
 * @param back where another method can be chosen
 */
export function otherMethodNeeded(
  strengths: readonly AuthenticationStrengthName[],
  back: WayBack,
): IdpError {
  return aadsts(
    50074,
    {},
    {
      advice: `Conditional Access requires the authentication strength ${strengthsInWords(strengths)}. Sign in with one of these instead: ${methodsThatSatisfy(strengths)}.`,
      back,
    },
  );
}

/** The way to the page where the user chooses another method. */
export const anotherMethod = (
  { request }: Pick<SignInVisit, 'request'>,
  { ctx, pending }: { ctx: string; pending: Pick<PendingSignIn, 'tenantId'> },
  { userPrincipalName }: Pick<UserRow, 'userPrincipalName'>,
): WayBack => ({
  href: passwordStep(addressOf(request, pending.tenantId), ctx, userPrincipalName),
  label: 'Sign in with another method',
});

/** The methods that alone satisfy strengths, by Entra's names. */
export const methodsThatSatisfy = (strengths: readonly AuthenticationStrengthName[]): string =>
  authenticationMethodModes
    .filter((mode) => satisfies(strengths, [mode]))
    .map(labelOf)
    .join(', ');
