import { authnContextClass } from '../../../saml/names.ts';
import { authnContextOf } from '../../authentication-methods/authn-context.ts';
import { methodWords } from '../../authentication-methods/method-words.ts';
import type { AuthenticationMethodMode } from '../../authentication-methods/modes.ts';
import { aadsts } from '../../errors.ts';

/** Classes that every method satisfies. Entra's list has `Unspecified`, the standard `unspecified` (entra-saml.md 1.4). */
const byAny: ReadonlySet<string> = new Set([
  authnContextClass.unspecified,
  authnContextClass.entraUnspecified,
]);

const byPassword: ReadonlySet<string> = new Set([
  authnContextClass.password,
  authnContextClass.passwordProtectedTransport,
]);

/** A class as the message names it: the last part of a URN, with PasswordProtectedTransport in two words; an address in full. */
const word = (classRef: string) =>
  /^https?:/i.test(classRef)
    ? classRef
    : classRef
        .slice(classRef.lastIndexOf(':') + 1)
        .replace('PasswordProtected', 'Password, Protected');

/**
 * If the request names classes, a method of the session must be among them; Entra does not ask the user again (entra-saml.md 1.4, 10.2).
 *
 * @param used how the user signed in
 * @throws {IdpError} 75011
 */
export function checkAuthenticationMethod(
  classRefs: readonly string[] | undefined,
  used: readonly AuthenticationMethodMode[],
  appName: string,
): void {
  if (!classRefs || classRefs.length === 0) return;
  if (classRefs.some((classRef) => isSatisfied(classRef, used))) return;
  throw aadsts(75011, {
    used: methodWords(used),
    asked: classRefs.map(word).join(', '),
    appName,
  });
}

/** A password satisfies the two classes of passwords, another method the class that the documents give it (entra-saml.md 10.1). */
function isSatisfied(classRef: string, used: readonly AuthenticationMethodMode[]): boolean {
  if (byAny.has(classRef)) return true;
  if (used.includes('password')) return byPassword.has(classRef);
  return (['asCaptured', 'asDocumented'] as const).some(
    (reporting) => authnContextOf(used, reporting).classRef === classRef,
  );
}
