import { readCertificate, thumbprint } from '../../certs/certificate.ts';
import { digestName, signatureAlgorithm } from '../../saml/algorithms.ts';
import { decodeParameter, rawParameters } from '../../saml/bindings/raw-query.ts';
import type { SignatureDescription } from '../../saml/describe-signatures.ts';
import type { ExchangeMessage } from '../exchange.ts';

/** A certificate by name. */
export interface NamedCertificate {
  readonly subject: string;
  /** SHA-1, 40 upper-case hex digits, as Entra shows it. */
  readonly thumbprint: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/** What a reader wants to know of a signature. */
export interface SignatureFacts {
  /** `the Assertion #_abc`, `the query`, `nothing in this message (#_x)`. */
  readonly covers: string;
  /** `RSA with SHA-256`. */
  readonly algorithm: string;
  /** Names of the digests of its References, without repetition; empty for a query. */
  readonly digests: readonly string[];
  /** Those in KeyInfo; undefined in place of one that cannot be read. Never proof of who signed (SAML Core 5.4.5). */
  readonly certificates: readonly (NamedCertificate | undefined)[];
}

/** The facts of an enveloped signature. */
export function signatureFacts(signature: SignatureDescription): SignatureFacts {
  const { algorithm, references, certificates } = signature;
  const digests = references.map(({ digest }) => digestWords(digest));
  return {
    covers:
      references.length === 0
        ? 'nothing: it has no Reference'
        : references.map(({ uri, covers }) => coverWords(uri, covers)).join(', '),
    algorithm: algorithmWords(algorithm),
    digests: [...new Set(digests)],
    certificates: certificates.map(nameCertificate),
  };
}

/** The signature of a query (SAML Bindings 3.4.4.1); undefined for a message without one. */
export function querySignature({
  query,
}: Pick<ExchangeMessage, 'query'>): SignatureFacts | undefined {
  const algorithm = query === undefined ? undefined : parameterOf(query, 'SigAlg');
  if (algorithm === undefined) return undefined;
  return {
    covers: 'the query: message, RelayState and SigAlg',
    algorithm: algorithmWords(algorithm),
    digests: [],
    certificates: [],
  };
}

function parameterOf(query: string, name: string): string | undefined {
  try {
    const value = rawParameters(query).get(name);
    return value === undefined ? undefined : decodeParameter(value);
  } catch {
    return undefined; // repeated, or not percent-encoded: for display only
  }
}

/** `RSA with SHA-256`; a method that is not supported by its URI. */
function algorithmWords(uri: string | undefined): string {
  if (uri === undefined) return 'not named';
  const known = signatureAlgorithm(uri);
  return known ? `${known.keyType === 'ec' ? 'ECDSA' : 'RSA'} with ${hash(known.digest)}` : uri;
}

function digestWords(uri: string | undefined): string {
  const known = uri === undefined ? undefined : digestName(uri);
  return known ? hash(known) : (uri ?? 'not named');
}

const hash = (name: string) => name.toUpperCase().replace('SHA', 'SHA-');

function coverWords(uri: string, covers: readonly { readonly name: string }[]): string {
  const [only, ...more] = covers;
  if (!only) return `nothing in this message (${uri})`;
  if (more.length > 0) return `one of ${covers.length} elements with the same ID (${uri})`;
  return uri === '' ? `the whole message (${only.name})` : `the ${only.name} ${uri}`;
}

/** Base64 characters; a certificate has some 1500. */
const MAX_LENGTH = 16_384;

function nameCertificate(base64: string): NamedCertificate | undefined {
  if (base64 === '' || base64.length > MAX_LENGTH) return undefined;
  try {
    const certificate = readCertificate(Buffer.from(base64));
    const { subject, notBefore, notAfter } = certificate;
    return { subject, thumbprint: thumbprint(certificate), notBefore, notAfter };
  } catch {
    return undefined;
  }
}
