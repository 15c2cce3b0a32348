import { nameIdFormat } from '../../saml/names.ts';
import { entry } from './entry.ts';

/** In the order of Entra's message (entra-saml.md 1.3). */
const allowedFormats = [
  nameIdFormat.emailAddress,
  nameIdFormat.unspecified,
  nameIdFormat.persistent,
  nameIdFormat.transient,
];

/** Errors in the content of a request or a form. */
export const requestErrors = {
  50061: entry<{ reason: string }>({
    name: 'SignoutInvalidRequest',
    message: ({ reason }) => `Unable to complete sign out. The request was invalid. ${reason}`,
    advice:
      'Send a LogoutRequest by HTTP-Redirect to the Logout URL of the tenant, each with an ID that was not used before.',
  }),
  50068: entry({
    name: 'SignoutInitiatorNotParticipant',
    message: () =>
      'Signout has failed. The app that initiated signout is not a participant in the current session.',
    advice:
      'No user of this browser is signed in to the application through this tenant: the session has ended, or another application of the tenant got the assertion. The session of the application itself can end without a LogoutRequest.',
  }),
  50070: entry({
    name: 'SignoutUnknownSessionIdentifier',
    message: () =>
      'Signout failed. The request specified session indexes which did not match the existing session(s).',
    advice:
      'Send the SessionIndex of the latest AuthnStatement that the application got in this browser, or none: Entra does not need it.',
  }),
  50071: entry({
    name: 'SignoutMessageExpired',
    message: () => 'The logout request has expired.',
    advice:
      'IssueInstant must be the current time, in UTC. Entra does not evaluate it as a rule; this tenant is set to check it, under Tenant properties.',
  }),
  50089: entry({
    name: 'FlowTokenExpired',
    message: () => 'Authentication failed due to flow token expired.',
    advice:
      'This sign-in has already finished, or was left open for too long. Start again from the application or My Apps.',
  }),
  75003: entry<{ binding: string }>({
    name: 'UnsupportedBindingError',
    message: ({ binding }) => `The response binding '${binding}' is not supported.`,
    advice:
      'Entra answers by HTTP-POST only. Set ProtocolBinding to urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST, or omit it.',
  }),
  75006: entry<{ inner: string }>({
    name: 'Saml2AuthenticationRequestError',
    message: ({ inner }) =>
      `An error occurred while processing a SAML2 Authentication request. ${inner}`,
    advice: 'Leave out what Entra does not support; the message names it.',
  }),
  75008: entry<{ destination: string }>({
    name: 'RequestDeniedError',
    message: ({ destination }) =>
      `The request from the app was denied since the SAML request had an unexpected destination '${destination}'.`,
    advice:
      'Destination must be the address that the request is sent to, the Login URL. Entra ignores it as a rule; this tenant is set to check it, under Tenant properties.',
  }),
  750161: entry({
    name: 'NameIDPolicyFormatNotAllowed',
    message: () =>
      `Allowed SAML authentication request's NameIDPolicy formats are: ${allowedFormats.join(', ')}.`,
    advice:
      'Request one of the four, or omit NameIDPolicy to get the format that the application is configured for.',
  }),
  76021: entry({
    name: 'ApplicationRequiresSignedRequests',
    message: () =>
      'The request sent by client is not signed while the application requires signed requests.',
    advice:
      'Sign the AuthnRequest where its binding has the signature: SigAlg and Signature in the query for HTTP-Redirect, a Signature inside the AuthnRequest for HTTP-POST. Or clear "Require verification certificates" of the application.',
  }),
  // The number is the one between 76021 and 76023, in the order of Microsoft's list of failures; the text is from a public report.
  76022: entry({
    name: 'NoVerificationCertificate',
    message: () =>
      'Cannot verify the signature of received authentication request since there is no certificate for verification configured in the application.',
    advice:
      'Upload the certificate with which your service provider signs under Verification certificates of the application.',
  }),
  76023: entry({
    name: 'InvalidRequestSignature',
    message: () =>
      'The signature of the received authentication request is invalid, please contact the administrator to resolve the issue.',
    advice:
      'Entra verifies RSA-SHA256 with the verification certificates of the application: the one that KeyInfo names, or else the two that were added last.',
  }),
  76026: entry({
    name: 'RequestIssueTimeExpired',
    message: () => 'IssueTime in an SAML2 Authentication Request is expired.',
    advice:
      'IssueInstant must be the current time, in UTC. Entra does not evaluate it as a rule; this tenant is set to check it, under Tenant properties.',
  }),
  90005: entry({
    name: 'InvalidRequestWithMultipleRequirements',
    message: () =>
      "Unable to complete the request. The request isn't valid because the identifier and login hint can't be used together.",
    advice: 'Send login_hint or the id of a session (sid), not both.',
  }),
  90011: entry<{ property: string }>({
    name: 'UnsupportedSamlRequestProperty',
    message: ({ property }) =>
      `The SAML authentication request property '${property}' is not supported.`,
    advice: 'Leave the property out.',
  }),
  90002: entry<{ tenant: string }>({
    name: 'InvalidTenantName',
    message: ({ tenant }) =>
      `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.`,
    advice:
      'The first part of the path must be the tenant id (a GUID), one of its verified domains, or "common".',
  }),
  90015: entry({
    name: 'QueryStringTooLong',
    message: () => 'The query string is too long.',
    advice: 'Use the HTTP-POST binding for long requests.',
  }),
  165000: entry({
    name: 'InvalidApiRequest',
    message: () =>
      'Invalid Request: The request tokens do not match the user context. Do not copy the user context values (cookies; form fields; headers) between different requests or user sessions; always maintain the ALL of the supplied values across a complete single user flow.',
    advice:
      'The form was sent without the "esctx" cookie of the browser that started the sign-in. Cookies must be enabled; an HTTP client must return every cookie and every hidden field.',
  }),
  900235: entry<{ comparison: string }>({
    name: 'InvalidRequestedAuthnContextComparison',
    message: ({ comparison }) =>
      `SAML authentication request's RequestedAuthenticationContext Comparison value must be 'exact'. Received value: '${comparison}'.`,
    advice: 'Set Comparison="exact", or omit RequestedAuthnContext.',
  }),
  900236: entry<{ property: string }>({
    name: 'UnsupportedSamlProperty',
    message: ({ property }) =>
      `The SAML authentication request property '${property}' is not supported and must not be set.`,
    advice: 'To fill in the user name, add the query parameter login_hint instead of a Subject.',
  }),
  9000411: entry<{ parameter: string }>({
    name: 'DuplicateParameter',
    message: ({ parameter }) =>
      `The request is not properly formatted. The parameter '${parameter}' is duplicated.`,
    advice: 'Send each parameter once.',
  }),
};
