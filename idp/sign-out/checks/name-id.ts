import { aadsts } from '../../errors.ts';

/**
 * A NameID is required, one that is not encrypted; its value is not used (entra-saml.md 4).
 *
 * @throws {IdpError} 7500530
 */
export function checkNameId(nameID: string | undefined): void {
  if (nameID === undefined) throw aadsts(7500530, {});
}
