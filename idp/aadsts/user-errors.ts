import { entry } from './entry.ts';

/** An account that the directory of the application does not have. */
export interface Foreign {
  user: string;
  identityProvider: string;
  tenant: string;
  appId: string;
  appName: string;
}

const foreignAccount = ({ user, identityProvider, tenant, appId, appName }: Foreign) =>
  `User account '${user}' from identity provider '${identityProvider}' does not exist in tenant '${tenant}' and cannot access the application '${appId}'(${appName}) in that tenant. The account needs to be added as an external user in the tenant first. Sign out and sign in again with a different Microsoft Entra user account.`;

const foreignAdvice =
  'This browser is signed in with an account of another tenant. Sign out, or use a private window for each tenant.';

const passAdvice =
  "The user's page in the admin center shows the Temporary Access Pass, from when on it works and whether it was used. A new one replaces it.";

/** Errors of the user, or of the user's access to the application. */
export const userErrors = {
  16000: entry<Foreign>({
    name: 'InteractionRequired',
    message: foreignAccount,
    advice: foreignAdvice,
  }),
  50020: entry<Foreign>({
    name: 'UserUnauthorized',
    message: foreignAccount,
    advice: foreignAdvice,
    status: 403,
  }),
  50034: entry<{ user: string; tenant: string }>({
    name: 'UserAccountNotFound',
    message: ({ user, tenant }) =>
      `The user account ${user} does not exist in the ${tenant} directory. To sign into this application, the account must be added to the directory.`,
    advice: 'Enter the userPrincipalName of a user in this tenant.',
  }),
  50053: entry({
    name: 'IdsLocked',
    message: () =>
      "The account is locked, you've tried to sign in too many times with an incorrect user ID or password.",
    advice:
      "Wait until the lock ends: it lasts a minute at first, and longer after each further failure. Resetting the password does not unlock the account. The user's page in the admin center shows when the lock ends.",
  }),
  50057: entry({
    name: 'UserDisabled',
    message: () => 'The user account is disabled.',
    advice: 'Set "Account enabled" for the user.',
    status: 403,
  }),
  50058: entry({
    name: 'UserInformationNotProvided',
    message: () => 'Session information is not sufficient for single-sign-on.',
    advice:
      'The request has IsPassive, which forbids showing a page, and the session of this browser, if any, is not sufficient.',
  }),
  50105: entry<{ appId: string; appName: string; user: string }>({
    name: 'EntitlementGrantsNotFound',
    message: ({ appId, appName, user }) =>
      `Your administrator has configured the application ${appName} ('${appId}') to block users unless they are specifically granted ('assigned') access to the application. The signed in user '${user}' is blocked because they are not a direct member of a group with access, nor had access directly assigned by an administrator. Please contact your administrator to assign access to this application.`,
    advice:
      'Assign the user under Users and groups, or set "Assignment required?" to No under Properties.',
    status: 403,
  }),
  50126: entry({
    name: 'InvalidUserNameOrPassword',
    message: () => 'Error validating credentials due to invalid username or password.',
    advice: 'The lab prints the passwords of its users when it starts.',
  }),
  130005: entry({
    name: 'NgcInvalidSignature',
    message: () => 'NGC key signature verified failed.',
    advice:
      'The answer of the passkey was for another request, another address or another credential, or was sent before. Start the sign-in again; the log says which check failed.',
  }),
  130501: entry({
    name: 'BlockedByUserCredentialPolicy',
    message: () => 'Sign in was blocked due to User Credential Policy.',
    advice: 'The user has no such authentication method; add it in the admin center.',
  }),
  130502: entry({
    name: 'AccessPassBlockedByUserCredentialPolicy',
    message: () => 'Temporary Access Pass sign in was blocked due to User Credential Policy.',
    advice: `The pass works once and was used. ${passAdvice}`,
  }),
  130503: entry({
    name: 'AccessPassIncorrect',
    message: () =>
      "Your Temporary Access Pass is incorrect. If you don't know your pass, contact your administrator.",
    advice: passAdvice,
  }),
  130504: entry({
    name: 'AccessPassExpired',
    message: () => 'Your Temporary Access Pass has expired.',
    advice: passAdvice,
  }),
  130507: entry({
    name: 'AccessPassNotFound',
    message: () => 'An access pass could not be found or verified for the user.',
    advice: `The user has no Temporary Access Pass, or it does not work yet. ${passAdvice}`,
  }),
  135010: entry({
    name: 'KeyNotFound',
    message: () => 'The key of the user was not found.',
    advice:
      'The passkey is not registered for this user. Register it on the security info page, /mysignins/security-info, or choose another way to sign in.',
  }),
  75011: entry<{ used: string; asked: string; appName: string }>({
    name: 'NoMatchedAuthnContextInOutputClaims',
    message: ({ used, asked, appName }) =>
      `Authentication method '${used}' by which the user authenticated with the service doesn't match requested authentication method '${asked}'. Contact the ${appName} application owner.`,
    advice:
      'The request names the method by which the user must have signed in, in RequestedAuthnContext, and Entra does not ask the user again. Omit the element, or send ForceAuthn="true".',
  }),
};
