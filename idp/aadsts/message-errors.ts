import { entry } from './entry.ts';

/** Errors of a message that cannot be read: one for each stage of decoding (entra-saml.md 8). */
export const messageErrors = {
  750054: entry({
    name: 'SAMLRequestMissing',
    message: () =>
      'SAMLRequest or SAMLResponse must be present as query string parameters in HTTP request for SAML Redirect binding.',
    advice:
      'This is the Login URL, to which service providers send AuthnRequests. To sign in, start from the application or My Apps.',
  }),
  750055: entry({
    name: 'SamlNotDeflated',
    message: () => 'SAML message was not properly DEFLATE-encoded.',
    advice:
      'By redirect, SAMLRequest is the message compressed with raw DEFLATE (RFC 1951, no zlib header), then base64, then percent-encoded. Switch compression on at the sender, or send by HTTP-POST, which takes base64 only.',
  }),
  750056: entry({
    name: 'SamlNotBase64',
    message: () => 'SAML message was not properly base64-encoded.',
    advice:
      'Use base64 with "+" and "/" (RFC 4648 section 4), not base64url, and percent-encode it in a query: a "+" that is not encoded arrives as a blank.',
  }),
  7500522: entry<{ element: string; namespace: string }>({
    name: 'SamlElementNotUri',
    message: ({ element, namespace }) =>
      `XML element '${element}' in XML Namespace '${namespace}' in the SAML message must be a URI.`,
    advice: 'Send an absolute URI, such as urn:oasis:names:tc:SAML:2.0:ac:classes:Password.',
  }),
  7500525: entry<{ line: number; position: number }>({
    name: 'SamlXmlError',
    message: ({ line, position }) =>
      `There was an XML error in the SAML message at line ${line}, position ${position}. Verify that the XML content of the SAML messages conforms to the SAML protocol specifications.`,
    advice:
      'Send well-formed XML without a document type declaration; write & as &amp; in addresses.',
  }),
  7500529: entry<{ id: string }>({
    name: 'InvalidSamlId',
    message: ({ id }) =>
      `The value '${id}' is not a valid SAML ID. The ID must not begin with a number.`,
    advice:
      'An ID begins with a letter or an underscore, followed by letters, digits, ".", "-" and "_" only: Entra answers with this sentence about numbers whatever is wrong. Send "id" + 32 hex digits, for example.',
  }),
  7500530: entry({
    name: 'SamlNameIdMissing',
    message: () => 'SAML NameId cannot be null.',
    advice:
      'A LogoutRequest needs a NameID element that is not encrypted. Entra does not use its value; send the NameID of the assertion.',
  }),
  75005: entry<{ reason: string }>({
    name: 'Saml2MessageInvalid',
    message: ({ reason }) => `The request is not a valid SAML 2.0 protocol message. ${reason}`,
    advice:
      'Send an AuthnRequest in UTF-8 with ID, Version="2.0", IssueInstant and Issuer, of 256 KB at most.',
  }),
};
