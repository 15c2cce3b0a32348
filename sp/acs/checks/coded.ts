import { SamlError, type SamlErrorCode } from '../../../saml/errors.ts';
import type { VerifiedResponse } from '../../../saml/response.ts';
import type { CheckInfo } from './check.ts';

/** A check that saml/ makes while it reads or verifies; it reports the fault by the code of a `SamlError`. */
export interface CodedCheck<Result> extends CheckInfo {
  readonly codes: readonly SamlErrorCode[];
  readonly expected: string;
  /** What to say when it passed. */
  readonly found: (result: Result) => string;
}

/** The check that an error of saml/ belongs to; undefined when it is none of these. */
export function checkOf<Result>(
  checks: readonly CodedCheck<Result>[],
  error: unknown,
): CodedCheck<Result> | undefined {
  if (!(error instanceof SamlError)) return undefined;
  return checks.find(({ codes }) => codes.includes(error.code));
}

/** What was decoded: size in bytes. */
export interface Read {
  readonly bytes: number;
}

/** From the form field to a Response, in the order in which they are made. */
export const readingChecks: readonly CodedCheck<Read>[] = [
  {
    name: 'encoding',
    title: 'SAMLResponse is base64 of UTF-8 text',
    fault: 'SAMLResponse is not base64 of UTF-8 text',
    clause: 'SAML Bindings 3.5.4; RFC 4648; XML 1.0 4.3.3',
    whatToDo: 'Send the XML of the Response as UTF-8, base64-encoded and not deflated.',
    codes: ['encoding'],
    expected: 'base64 of UTF-8 text',
    found: ({ bytes }) => `${bytes} bytes`,
  },
  {
    name: 'size',
    title: 'The message is of a reasonable size',
    fault: 'The message is too large or nested too deeply',
    clause: 'SAML Security and Privacy Considerations 6.4.1',
    whatToDo: 'Send a smaller message: fewer attributes or groups.',
    codes: ['too_large', 'too_deep'],
    expected: 'at most 256 KiB and 256 levels of elements',
    found: ({ bytes }) => `${bytes} bytes`,
  },
  {
    name: 'doctype',
    title: 'The message has no document type declaration',
    fault: 'The message has a document type declaration',
    clause: 'SAML2int SDP-G03; Kantara IIP-G03',
    whatToDo: 'Leave <!DOCTYPE> out: it can change what the message says, or fetch files.',
    codes: ['doctype'],
    expected: 'no <!DOCTYPE> and no <!ENTITY>',
    found: () => 'none',
  },
  {
    name: 'well_formed',
    title: 'The message is well-formed XML',
    fault: 'The message is not well-formed XML',
    clause: 'XML 1.0 2.1; Namespaces in XML 1.0',
    whatToDo: 'Correct the message at the identity provider, or whatever changed it on the way.',
    codes: ['not_xml'],
    expected: 'one well-formed XML document',
    found: () => 'well-formed',
  },
  {
    name: 'message',
    title: 'The message is a SAML Response',
    fault: 'The message is not a SAML Response',
    clause: 'SAML Core 3.3.3; SAML Profiles 4.1.4.2',
    whatToDo: 'Send a samlp:Response of the SAML 2.0 protocol namespace to this address.',
    codes: ['wrong_message'],
    expected: 'a samlp:Response',
    found: () => 'a samlp:Response',
  },
];

/** From an envelope nobody vouches for to an assertion that a configured key signed. */
export const signatureChecks: readonly CodedCheck<VerifiedResponse>[] = [
  {
    name: 'signature_present',
    title: 'The Response or its assertion is signed',
    fault: 'Neither the Response nor its assertion is signed',
    clause: 'SAML Profiles 4.1.4.5; Kantara IIP-SP13',
    whatToDo:
      'Let the identity provider sign the assertion, the response or both (Signing Option of the SAML certificate).',
    codes: ['signature_missing'],
    expected: 'a signature on the Response or on the Assertion',
    found: ({ signed }) =>
      signed === 'both' ? 'Response and Assertion are signed' : `the ${signed} is signed`,
  },
  {
    name: 'signature_profile',
    title: 'The signature covers exactly the element it stands in',
    fault: 'The signature does not cover the element it stands in',
    clause: 'SAML Core 5.4.1 to 5.4.5',
    whatToDo: 'Sign as SAML prescribes: one reference to the ID of the signed element.',
    codes: ['signature_profile'],
    expected:
      'one Reference to the ID of the parent, enveloped-signature and exclusive canonicalization',
    found: () => 'as expected',
  },
  {
    name: 'signature_algorithm',
    title: 'The signature is made with a strong algorithm',
    fault: 'The signature is made with an algorithm that is not allowed',
    clause: 'SAML2int SDP-ALG01; Kantara IIP-ALG08',
    whatToDo:
      'Set the Signing Algorithm to SHA-256 at the identity provider. SHA-1 is taken only if the settings of the company allow it.',
    codes: ['algorithm_not_allowed'],
    expected: 'RSA or ECDSA with SHA-256, SHA-384 or SHA-512',
    found: ({ algorithm }) => algorithm,
  },
  {
    name: 'signature_key',
    title: 'The signature was made by a certificate of this company',
    fault: 'The signature was not made by a certificate of this company',
    clause: 'SAML Core 5.4.5; SAML Metadata 2.4.1.1',
    whatToDo:
      'Download the active Certificate (Raw) of this application from the identity provider and upload it under Integrations > Single Sign-On.',
    codes: ['untrusted_key'],
    expected: 'a configured certificate',
    found: ({ thumbprint }) => thumbprint,
  },
  {
    name: 'signature',
    title: 'The content is what was signed',
    fault: 'The content was changed after it was signed',
    clause: 'XML Signature 1.1 3.2; SAML Core 5.4',
    whatToDo:
      'The message was changed after it was signed. Look for whatever sits between the identity provider and this server.',
    codes: ['signature_invalid'],
    expected: 'a digest that fits the signed content',
    found: () => 'it fits',
  },
];
