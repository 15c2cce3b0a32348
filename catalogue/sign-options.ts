import type { SigningIdentity } from './response-spec.ts';

/** What is signed, and how. */
export interface SignOptions {
  /** Local name of the first such element of the document, or `#` and its ID. */
  readonly element: 'Assertion' | 'Response' | (string & {});
  readonly key: SigningIdentity;
  /** URIs; by default rsa-sha256, SHA-256, enveloped-signature + exclusive C14N, exclusive C14N. */
  readonly signatureAlgorithm?: string;
  readonly digestAlgorithm?: string;
  readonly transforms?: readonly string[];
  readonly canonicalization?: string;
  /** XML inside KeyInfo, in the dsig namespace as default; null = no KeyInfo; by default the certificate of the key. */
  readonly keyInfo?: string | null;
  /** Prefix of the Signature and everything in it; none by default. A custom KeyInfo must use it too. */
  readonly prefix?: string;
}
