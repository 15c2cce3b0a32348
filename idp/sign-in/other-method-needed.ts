import { authenticationMethodModes, labelOf } from '../authentication-methods/modes.ts';
import {
  type AuthenticationStrengthName,
  satisfies,
  strengthsInWords,
} from '../conditional-access/authentication-strength.ts';
import { aadsts, type IdpError, type WayBack } from '../errors.ts';

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

/** The methods that alone satisfy strengths, by Entra's names. */
export const methodsThatSatisfy = (strengths: readonly AuthenticationStrengthName[]): string =>
  authenticationMethodModes
    .filter((mode) => satisfies(strengths, [mode]))
    .map(labelOf)
    .join(', ');
