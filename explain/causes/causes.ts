import type { Setting } from './library-options.ts';

/** A reason why a sign-in fails. */
export interface CauseInfo {
  /** One sentence: what is wrong. */
  readonly what: string;
  /** What to change at Entra; absent when it is not Entra's. */
  readonly atEntra?: string;
  /** What to change at the service provider. */
  readonly atServiceProvider?: string;
  /** What its library calls it. */
  readonly settings: readonly Setting[];
}

const basic = 'Enterprise apps > the application > Single sign-on > Basic SAML Configuration';
const certificates = 'Enterprise apps > the application > Single sign-on > SAML Certificates';
const claims = 'Enterprise apps > the application > Single sign-on > Attributes & Claims';

/** Every cause that can be recognised, by its id. */
export const causes = {
  'idp-refused': {
    what: 'The identity provider refused the sign-in, and says so in its status.',
    atEntra: 'Look up the AADSTS code of the message, in the sign-in log of the application too.',
    settings: [],
  },
  'entra-refuses-request': {
    what: 'Entra refuses this request, before any page is shown.',
    settings: [],
  },
  'certificate-other': {
    what: 'Another key signed than that of the certificate that the service provider trusts.',
    atEntra: `${certificates}: see which certificate is active. After a rollover it is the new one. Each application has its own.`,
    atServiceProvider:
      'Trust the active certificate of this application: load the App Federation Metadata Url, or replace the certificate.',
    settings: ['idpCertificate'],
  },
  'certificate-expired': {
    what: 'The certificate that signed has expired. Entra goes on signing with it, and some libraries refuse it.',
    atEntra: `${certificates}: create a new certificate, give it to the service provider, then make it active.`,
    atServiceProvider: 'Trust the new certificate before it becomes active.',
    settings: ['idpCertificate'],
  },
  'changed-white-space': {
    what: 'The message was pretty-printed after it was signed. White space is part of what is signed.',
    atServiceProvider:
      'Pass the decoded bytes to the library as they came: no XML formatter, proxy or logger in between may write them again.',
    settings: [],
  },
  'changed-line-breaks': {
    what: 'The line breaks of the message were changed after it was signed.',
    atServiceProvider:
      'Pass the decoded bytes to the library as they came; do not read or write them as text with the line breaks of the system.',
    settings: [],
  },
  'changed-encoding': {
    what: 'The message was decoded with the wrong character encoding after it was signed.',
    atServiceProvider:
      'Decode the base64 to bytes, and read these as UTF-8; the default encoding of a system or a servlet container may be another.',
    settings: [],
  },
  'changed-content': {
    what: 'The content of the message was changed after it was signed.',
    atServiceProvider:
      'Find out what changed it: a proxy, a filter against scripts, a program that parses and writes the XML, or an attacker.',
    settings: [],
  },
  'reference-other': {
    what: 'The signature covers another element than the one that it is in. This is how signature wrapping looks.',
    atServiceProvider: 'Refuse it. If it was made on purpose, find out who made it.',
    settings: [],
  },
  unsigned: {
    what: 'Neither the Response nor the Assertion is signed.',
    atEntra: `${certificates} > Signing Option: Sign SAML assertion, or Sign SAML response and assertion.`,
    atServiceProvider: 'Never accept it.',
    settings: ['whatIsSigned'],
  },
  'signed-other-part': {
    what: 'One part of the message is signed, and many libraries expect the signature on the other part.',
    atEntra: `${certificates} > Signing Option: Sign SAML response and assertion. By default only the Assertion is signed.`,
    atServiceProvider: 'Require the signature on the part that Entra signs, or on either.',
    settings: ['whatIsSigned'],
  },
  'algorithm-weak': {
    what: 'The signature or its digest is made with an algorithm that is too weak, such as SHA-1.',
    atEntra: `${certificates} > Signing Algorithm: SHA-256.`,
    atServiceProvider: 'Do not allow SHA-1 instead.',
    settings: ['weakAlgorithm'],
  },
  'signature-form': {
    what: 'The signature does not have the form that SAML prescribes.',
    atServiceProvider: 'Do not loosen the check; correct the sender.',
    settings: [],
  },
  canonicalization: {
    what: 'The signature uses a canonicalisation that samlab refuses and most libraries accept: the rest of the signature is right.',
    settings: [],
  },
  'encrypted-for-another': {
    what: 'The assertion is encrypted with the certificate of another key.',
    atEntra:
      'Enterprise apps > the application > Token encryption: import the current encryption certificate of the service provider.',
    atServiceProvider:
      'Configure the private key that belongs to the certificate at Entra; keep the old one during a rollover.',
    settings: ['decryptionKey'],
  },
  'encryption-algorithm': {
    what: 'The assertion is encrypted with a method that is not allowed.',
    settings: ['decryptionKey'],
  },
  audience: {
    what: 'The assertion is meant for another service provider: its Audience is not the entity ID.',
    atEntra: `${basic} > Identifier (Entity ID): the entity ID of the service provider, letter by letter. Entra puts the Issuer of the request into Audience if it is one of the Identifiers, else the default one.`,
    atServiceProvider: 'Use one entity ID in requests and when checking the Audience.',
    settings: ['entityId'],
  },
  'acs-url': {
    what: 'The response was made for another address than the one where it arrived.',
    atEntra: `${basic} > Reply URL (Assertion Consumer Service URL): the address where it arrived, with scheme, host, port and path.`,
    atServiceProvider:
      'Behind a proxy, make the library see the public address (scheme, host and port), not the internal one.',
    settings: ['acsUrl'],
  },
  issuer: {
    what: 'The response is from another identity provider than the one that is configured.',
    atEntra:
      'The Issuer is https://sts.windows.net/TENANT/, as "Microsoft Entra Identifier" shows it, with the slash at the end.',
    atServiceProvider:
      'Configure exactly this Issuer. login.microsoftonline.com is the host of the Login URL, not the Issuer.',
    settings: ['idpEntityId'],
  },
  'request-unknown': {
    what: 'The response does not answer a request that waits: it was answered before, or the service provider forgot it.',
    atServiceProvider:
      'Keep the IDs of requests until they are answered, where every server finds them, and for this browser.',
    settings: ['requestOfBrowser'],
  },
  'answered-twice': {
    what: 'Two responses answer one request. The second is refused: the request was used up.',
    atServiceProvider:
      'A reload, the back button or a double click sends the response again. Show the application instead of an error to a user who is signed in.',
    settings: ['requestOfBrowser'],
  },
  replayed: {
    what: 'The same assertion was sent twice. The second time it is refused as a replay.',
    atServiceProvider:
      'A reload or the back button sends the form again: redirect after the response was accepted, with status 303.',
    settings: [],
  },
  'cookie-missing': {
    what: 'The browser did not send the cookie that ties the response to its request, because the POST comes from another site.',
    atServiceProvider:
      'Set the cookie that is there before the sign-in with SameSite=None; Secure. Browsers withhold Lax and Strict cookies from the POST of Entra.',
    settings: ['requestOfBrowser'],
  },
  'clock-behind': {
    what: 'The clock of the service provider is behind: the response seems to be from the future.',
    atServiceProvider: 'Synchronise the clock (NTP), and allow a skew of some minutes at most.',
    settings: ['clockSkew'],
  },
  expired: {
    what: 'The response was too old when it arrived, or the clock of the service provider is ahead.',
    atServiceProvider:
      'Synchronise the clock (NTP), and start a new sign-in; do not send a stored response.',
    settings: ['clockSkew'],
  },
  'sign-in-old': {
    what: 'The user signed in before the request, which demands a fresh sign-in, or at a time that is still to come.',
    atEntra: 'ForceAuthn="true" in the request makes Entra ask again, in every session.',
    atServiceProvider:
      'Compare the clocks of both sides, and ask for ForceAuthn only where it is needed.',
    settings: ['clockSkew'],
  },
  'authn-context': {
    what: 'The user signed in with another method than the request asked for.',
    atEntra: 'Require the method with Conditional Access instead.',
    atServiceProvider: 'Ask for no RequestedAuthnContext.',
    settings: ['authnContext'],
  },
  'name-id': {
    what: 'The NameID is missing, or not of the kind that is needed.',
    atEntra: `${claims} > Unique User Identifier (Name ID): a source attribute that every user has, and the format.`,
    atServiceProvider: 'Ask for a format that Entra can send, or for none.',
    settings: ['nameIdFormat'],
  },
  'not-a-sign-in': {
    what: 'The assertion has no valid statement about a sign-in of the user.',
    settings: [],
  },
  confirmation: {
    what: 'The assertion does not say who may present it, where and until when.',
    settings: ['acsUrl'],
  },
  'message-form': {
    what: 'The message is not a Response as the standard defines it.',
    atServiceProvider: 'Correct the sender; samlab names the first violations.',
    settings: [],
  },
  'encoded-twice': {
    what: 'The message was encoded once more than the binding prescribes.',
    atServiceProvider:
      'Decode the form first, then the base64, each once; find the program in between that encodes again.',
    settings: ['requestEncoding'],
  },
  'deflated-post': {
    what: 'The message was DEFLATEd and sent by POST. Only HTTP-Redirect compresses.',
    atServiceProvider:
      'Switch compression off for HTTP-POST, or send the message by HTTP-Redirect.',
    settings: ['requestEncoding'],
  },
  'redirect-not-deflated': {
    what: 'The message was sent by HTTP-Redirect and is not DEFLATEd (AADSTS750055).',
    atServiceProvider: 'DEFLATE the message before base64, or send it by HTTP-POST.',
    settings: ['requestEncoding'],
  },
  'query-encoded-again': {
    what: 'The query was decoded and encoded again before its signature was verified. The signature covers the characters as they were sent.',
    atServiceProvider:
      'Verify the query string as the server received it. Entra writes escapes in lower case (%2f), and most libraries encode in upper case.',
    settings: ['rawQuery'],
  },
  'query-signature': {
    what: 'The signature of the query is not by a certificate that the receiver trusts, or the query was changed.',
    atEntra: `${certificates}: see which certificate is active. Messages of single logout are signed with it too.`,
    atServiceProvider:
      'Trust the active certificate of this application, and verify the query string as the server received it.',
    settings: ['idpCertificate', 'rawQuery'],
  },
  'request-signature': {
    what: 'The signature of the request does not fit the metadata of the service provider. Entra verifies it only where the application has verification certificates.',
    atEntra: `${certificates} > Verification certificates: upload the signing certificate of the service provider, or do not require one.`,
    settings: [],
  },
  'logout-unsigned': {
    what: 'The logout message is not signed.',
    atServiceProvider:
      'Entra signs its logout messages. Find out what sent this one, and never accept it.',
    settings: [],
  },
  'logout-url': {
    what: 'The logout message was made for another address than the one where it arrived.',
    atEntra: `${basic} > Logout Url: the single logout service of the service provider, with scheme, host, port and path.`,
    atServiceProvider:
      'Behind a proxy, make the library see the public address (scheme, host and port), not the internal one.',
    settings: [],
  },
  'logout-unknown': {
    what: 'The LogoutResponse answers no LogoutRequest that waits.',
    atServiceProvider:
      'Keep the ID of the LogoutRequest until it is answered, where every server finds it, for this browser.',
    settings: [],
  },
  'logout-refused': {
    what: 'The identity provider could not sign the user out everywhere, and says so in its status.',
    atEntra:
      'Look at the status and its message; sign out at https://myaccount.microsoft.com, or close the browser.',
    settings: [],
  },
  'logout-name-id': {
    what: 'The LogoutRequest does not name a person that can be looked up.',
    atServiceProvider:
      'Look the session up by SessionIndex too: it is the ID of the assertion that opened it.',
    settings: [],
  },
  'service-provider-refused': {
    what: 'The service provider refused a response that passes every check here.',
    atServiceProvider:
      'Look into its log. It may trust another certificate, not know the user, not find its request, or require what this response does not have.',
    settings: ['idpCertificate', 'requestOfBrowser', 'whatIsSigned'],
  },
  'plus-lost': {
    what: 'A + of the base64 became a blank: the value was not percent-encoded, or was decoded once too often.',
    atServiceProvider: 'Percent-encode the base64 (+ as %2B), and decode the form once.',
    settings: [],
  },
} as const satisfies Record<string, CauseInfo>;

export type CauseId = keyof typeof causes;
