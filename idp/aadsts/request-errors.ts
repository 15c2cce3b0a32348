import { entry } from './entry.ts';

/** Errors in a message or a form, found before its sender is looked up. */
export const requestErrors = {
  50061: entry<{ reason: string }>({
    name: 'SignoutInvalidRequest',
    message: ({ reason }) => `Unable to complete sign out. The request was invalid. ${reason}`,
    advice:
      'SAML single sign-out is not implemented. Open /common/oauth2/logout to end the browser session.',
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
  75005: entry<{ reason: string }>({
    name: 'Saml2MessageInvalid',
    message: ({ reason }) => `The request is not a valid SAML 2.0 protocol message. ${reason}`,
    advice:
      'By redirect, SAMLRequest is the message deflated (raw DEFLATE, no zlib header), then base64, then percent-encoded. By POST it is base64 only. ID, Version="2.0", IssueInstant and Issuer are required.',
  }),
  750054: entry({
    name: 'SAMLRequestMissing',
    message: () =>
      'SAMLRequest or SAMLResponse must be present as query string parameters in HTTP request for SAML Redirect binding.',
    advice:
      'This is the Login URL, to which service providers send AuthnRequests. To sign in, start from the application or My Apps.',
  }),
  7500525: entry<{ reason: string }>({
    name: 'SamlXmlError',
    message: ({ reason }) =>
      `There was an XML error in the SAML message. Verify that the XML content of the SAML message conforms to the SAML protocol specifications. ${reason}`,
    advice: 'Send well-formed XML without a document type declaration.',
  }),
  7500529: entry<{ id: string }>({
    name: 'InvalidSamlId',
    message: ({ id }) => `The value '${id}' is not a valid SAML ID.`,
    advice:
      'An ID must not start with a digit. Put a letter or an underscore before a GUID, e.g. "id" + 32 hex digits.',
  }),
  75016: entry<{ format: string }>({
    name: 'Saml2AuthenticationRequestInvalidNameIDPolicy',
    message: ({ format }) =>
      `SAML2 Authentication Request has an invalid NameIDPolicy. The format '${format}' is not supported.`,
    advice:
      'Request persistent, emailAddress, unspecified or transient, or omit NameIDPolicy to get the format that the application is configured for.',
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
      `The SAML authentication request's RequestedAuthnContext Comparison value must be 'exact'. Received value: '${comparison}'.`,
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
