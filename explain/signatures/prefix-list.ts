import type { ExaminedSignature } from '../../saml/examine-signatures.ts';
import { transform } from '../../saml/names.ts';
import type { SignatureFinding } from './signature-finding.ts';

/**
 * Whether signatures are right and differ from what samlab's own service provider accepts only in a list of namespace prefixes (Exclusive C14N 3),
 * as Okta and OpenSAML write one. SAML Core 5.4.4 allows it, and libraries accept it.
 */
export function differsOnlyInPrefixes(signatures: readonly SignatureFinding[]): boolean {
  const examined = signatures.map((each) => each.examined);
  return (
    examined.some(({ prefixList }) => prefixList !== undefined) &&
    signatures.every(({ verdict }) => verdict === 'valid' || verdict === 'consistent') &&
    examined.every(hasProfile)
  );
}

/** The form of SAML Core 5.4, with or without prefixes, and no SHA-1. */
const hasProfile = (signature: ExaminedSignature): boolean =>
  signature.names === 'its parent' &&
  signature.references === 1 &&
  signature.canonicalization === transform.exclusiveC14n &&
  signature.transforms.join(' ') === `${transform.envelopedSignature} ${transform.exclusiveC14n}` &&
  ![signature.signatureMethod, signature.digestMethod].some((uri) => /sha1$/.test(uri));
