import { authnContextClass } from '../../../saml/names.ts';
import { authnContextOf } from '../../authentication-methods/authn-context.ts';
import { methodWords } from '../../authentication-methods/method-words.ts';
import { type AuthenticationMethodMode, labelOf } from '../../authentication-methods/modes.ts';
import type { SignInApplication } from '../../directory/sign-in/sign-in-applications.ts';
import { aadsts } from '../../errors.ts';
import { curedRequests } from '../cured-requests.ts';
import type { TokenRequest } from '../token-request.ts';

/** Classes that every method satisfies. Entra's list has `Unspecified`, the standard `unspecified` (entra-saml.md 1.4). */
const byAny: ReadonlySet<string> = new Set([
  authnContextClass.unspecified,
  authnContextClass.entraUnspecified,
]);

/** A class as the message names it: the last part of a URN, with PasswordProtectedTransport in two words; an address in full. */
function word(classRef: string): string {
  if (/^https?:/i.test(classRef)) return classRef;
  if (classRef === authnContextClass.windows) return 'WindowsIntegrated';
  return classRef
    .slice(classRef.lastIndexOf(':') + 1)
    .replace('PasswordProtected', 'Password, Protected');
}

/**
 * If the request names classes, a method of the session must be among them; Entra does not ask the user again (entra-saml.md 1.4, 10.2).
 *
 * @param used how the user signed in
 * @param now becomes the IssueInstant of the cured requests
 * @param federatedClassRef what the identity provider of a federated domain named
 * @throws {IdpError} 75011 with both cures
 */
export function checkAuthenticationMethod(
  application: SignInApplication,
  token: TokenRequest,
  used: readonly AuthenticationMethodMode[],
  now: Date,
  federatedClassRef?: string,
): void {
  const { classRefs = [] } = token;
  if (classRefs.length === 0) return;
  if (classRefs.some((classRef) => isSatisfied(classRef, used, federatedClassRef))) return;
  const words = { used: methodWords(used), asked: classRefs.map(word).join(', ') };
  const { displayName: appName } = application;
  throw aadsts(
    75011,
    { ...words, appName },
    {
      mismatch: {
        used: { words: words.used, methods: used.map(labelOf) },
        asked: { words: words.asked, classRefs },
        cures: curedRequests(application, token, now),
      },
    },
  );
}

/**
 * A class is satisfied by every method of the session that Entra's tables give this class, whatever was done besides: a password with a second
 * factor satisfies Password (entra-saml.md 1.4, 2.4, 10.1), and the strongest method of the session its class. The certificate of Windows
 * Hello satisfies X509 as well (entra-saml.md 10.2). No class is a request for a second factor: Entra's list has none, and
 * `http://schemas.microsoft.com/claims/multipleauthn` is a claim value, not a class (entra-saml.md 10.2).
 */
function isSatisfied(
  classRef: string,
  used: readonly AuthenticationMethodMode[],
  federatedClassRef: string | undefined,
): boolean {
  if (byAny.has(classRef)) return true;
  if (classRef === authnContextClass.passwordProtectedTransport && used.includes('password'))
    return true;
  if (classRef === authnContextClass.x509 && methodWords(used).split(', ').includes('X509'))
    return true;
  const sessions = [used, ...used.map((mode) => [mode])];
  return sessions.some((methods) =>
    (['asCaptured', 'asDocumented'] as const).some(
      (reporting) => authnContextOf(methods, reporting, federatedClassRef).classRef === classRef,
    ),
  );
}
