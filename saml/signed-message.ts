import { decodeBase64 } from './bindings/base64.ts';
import { attribute, childNamed, childrenNamed, type Element, text, trimmedText } from './dom.ts';
import { SamlError } from './errors.ts';
import { ns } from './names.ts';
import { parseXml } from './parse.ts';
import {
  signatureOf,
  type VerifiedElement,
  type VerifyOptions,
  verifyEnveloped,
} from './verify.ts';

/** How the KeyInfo of a signature says which key made it (XML Signature 4.5.4). Never proof of who signed (SAML Core 5.4.5). */
export interface KeyIdentifiers {
  /** DER. */
  readonly certificates: readonly Uint8Array[];
  /** Decimal serial numbers of X509IssuerSerial. */
  readonly serialNumbers: readonly string[];
  /** X509SKI in base64, without white space. */
  readonly subjectKeyIdentifiers: readonly string[];
}

/** What the enveloped signature of a message says of itself. NOT verified. */
export interface ClaimedSignature {
  /** URI of the signature method; undefined when none is named. */
  readonly method: string | undefined;
  readonly keys: KeyIdentifiers;
}

/**
 * The enveloped signature of the root element, as it is needed to choose a key; undefined for a message without one.
 *
 * @throws {SamlError} as `parseXml`; `signature_profile` for several signatures
 */
export function claimedSignature(xml: Uint8Array): ClaimedSignature | undefined {
  const document = parseXml(xml);
  try {
    const signature = signatureOf(document.root);
    if (!signature) return undefined;
    const signedInfo = childNamed(signature, ns.dsig, 'SignedInfo');
    const method = signedInfo && childNamed(signedInfo, ns.dsig, 'SignatureMethod');
    return { method: method && attribute(method, 'Algorithm'), keys: keyIdentifiers(signature) };
  } finally {
    document.dispose();
  }
}

function keyIdentifiers(signature: Element): KeyIdentifiers {
  const data = childrenNamed(signature, ns.dsig, 'KeyInfo').flatMap((info) =>
    childrenNamed(info, ns.dsig, 'X509Data'),
  );
  const all = (name: string) => data.flatMap((each) => childrenNamed(each, ns.dsig, name));
  return {
    certificates: all('X509Certificate').map((e) => derIn(text(e))),
    serialNumbers: all('X509IssuerSerial').flatMap(
      (e) => trimmedText(childNamed(e, ns.dsig, 'X509SerialNumber')) ?? [],
    ),
    subjectKeyIdentifiers: all('X509SKI').map((e) => text(e).replace(/\s/g, '')),
  };
}

/** Empty for what is not base64: it names no certificate that anybody has. */
function derIn(base64: string): Uint8Array {
  try {
    return decodeBase64(base64, MAX_CERTIFICATE_BYTES);
  } catch (error) {
    if (error instanceof SamlError) return new Uint8Array();
    throw error;
  }
}

const MAX_CERTIFICATE_BYTES = 64 * 1024;

/**
 * Verifies the enveloped signature of the root element (SAML Bindings 3.5.4.1), and returns the bytes that it covers: only these may be read from
 * now on.
 *
 * @throws {SamlError} as `parseXml`; `signature_missing`, `signature_profile`, `algorithm_not_allowed`, `untrusted_key`, `signature_invalid`
 */
export function verifyEnvelopedMessage(xml: Uint8Array, options: VerifyOptions): VerifiedElement {
  const document = parseXml(xml);
  try {
    const { root } = document;
    const signature = signatureOf(root);
    if (!signature) throw new SamlError('signature_missing', `The ${root.name} is not signed.`);
    return verifyEnveloped(document, root, signature, options);
  } finally {
    document.dispose();
  }
}
