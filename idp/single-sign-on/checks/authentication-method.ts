import { authnContextClass } from '../../../saml/names.ts';
import { aadsts } from '../../errors.ts';

/** The classes that a password satisfies. Entra's list has `Unspecified`, the standard `unspecified` (entra-saml.md 1.4). */
const byPassword: ReadonlySet<string> = new Set([
  authnContextClass.password,
  authnContextClass.passwordProtectedTransport,
  authnContextClass.unspecified,
  'urn:oasis:names:tc:SAML:2.0:ac:classes:Unspecified',
]);

/** A class as the message names it: the last part of a URN, with PasswordProtectedTransport in two words; an address in full. */
const word = (classRef: string) =>
  /^https?:/i.test(classRef)
    ? classRef
    : classRef
        .slice(classRef.lastIndexOf(':') + 1)
        .replace('PasswordProtected', 'Password, Protected');

/**
 * If the request names methods, the method used must be among them; Entra does not ask the user again (entra-saml.md 1.4).
 *
 * @throws {IdpError} 75011
 */
export function checkAuthenticationMethod(
  classRefs: readonly string[] | undefined,
  appName: string,
): void {
  if (
    !classRefs ||
    classRefs.length === 0 ||
    classRefs.some((classRef) => byPassword.has(classRef))
  )
    return;
  throw aadsts(75011, {
    used: 'Password, ProtectedTransport',
    asked: classRefs.map(word).join(', '),
    appName,
  });
}
