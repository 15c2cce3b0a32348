import { entry } from './entry.ts';

/** Errors of Conditional Access, and the interrupts of a sign-in. */
export const accessErrors = {
  50055: entry({
    name: 'InvalidPasswordExpiredPassword',
    message: () => 'The password is expired.',
    advice:
      'The user must change the password: an administrator reset it, or created the user. The sign-in page asks for the current password and a new one.',
  }),
  50072: entry({
    name: 'UserStrongAuthEnrollmentRequiredInterrupt',
    message: () => 'User needs to enroll for second factor authentication (interactive).',
    advice:
      "A policy requires multifactor authentication, and the user has no second factor. The sign-in page registers one; so does the user's page Authentication methods in the admin center.",
  }),
  50074: entry({
    name: 'UserStrongAuthClientAuthNRequired',
    message: () =>
      'Strong Authentication is required. User needs to perform multi-factor authentication.',
    advice:
      'The lab home shows the code, or the request on the phone. A request with IsPassive cannot prompt for it.',
  }),
  50140: entry({
    name: 'KmsiInterrupt',
    message: () =>
      "This occurred due to 'Keep me signed in' interrupt when the user was signing in.",
    advice: 'Answer "Stay signed in?", or tick "Don\'t show this again" once.',
  }),
  53003: entry({
    name: 'BlockedByConditionalAccess',
    message: () =>
      'Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.',
    advice:
      'The sign-in log names the policy. Exclude the user or the application from it, or turn it off, under Conditional Access.',
    status: 403,
  }),
  500121: entry({
    name: 'AuthenticationFailedDuringStrongAuthentication',
    message: () => 'Authentication failed during strong authentication request.',
    advice:
      'A code can be used once and not for long; a request on the phone asks for the number on the sign-in page. The lab home shows codes and requests.',
  }),
};
