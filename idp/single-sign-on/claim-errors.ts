import { aadsts } from '../errors.ts';
import { ClaimFailure } from '../response/claims.ts';

/**
 * Makes a part of the token.
 *
 * @throws {IdpError} 501241 when a transformation lacks its input, 501621 when a regular expression takes too long
 */
export async function makingClaims<Made>(make: () => Made | Promise<Made>): Promise<Made> {
  try {
    return await make();
  } catch (error) {
    if (!(error instanceof ClaimFailure)) throw error;
    const { claim, cause: failure } = error;
    const cause = `The claim ${claim}: ${failure.message}`;
    if (failure.code === 501621) throw aadsts(501621, {}, { cause });
    const values = { input: failure.input, transformation: failure.method };
    throw aadsts(501241, values, { cause });
  }
}
