import { verificationPageOf } from '../../aadsts/setting-page.ts';
import type { SignInApplication } from '../../directory/sign-in/sign-in-applications.ts';
import { aadsts } from '../../errors.ts';

/**
 * Where signed requests are required, a sign-in begins at the service provider, which alone can sign: My Apps, the launcher and Test are blocked
 * (entra-saml.md 1.6). Users of Entra see AADSTS76026 then, whose text is about something else.
 *
 * @throws {IdpError} 76026
 */
export function checkLaunchAllowed(
  application: Pick<
    SignInApplication,
    'isSignedRequestRequired' | 'servicePrincipalId' | 'displayName'
  >,
): void {
  const { isSignedRequestRequired, displayName } = application;
  if (!isSignedRequestRequired) return;
  throw aadsts(
    76026,
    {},
    {
      cause: `${displayName} requires signed requests, so a sign-in must begin at the service provider: My Apps, the User access URL and Test cannot sign.`,
      advice:
        'Open the Sign on URL of the application, or clear "Require verification certificates" under Verification certificates.',
      setting: verificationPageOf(application),
    },
  );
}
