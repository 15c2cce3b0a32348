import { asHostile } from '../honest.ts';
import { renderAssertion, renderResponse } from '../render.ts';
import type { ResponseSpec } from '../response-spec.ts';
import { digestOf, placeSignature, signXml } from '../sign-xml.ts';
import { elementText } from '../xml-text.ts';

export interface BorrowedSignature {
  /** A Response whose Assertion names the test user and has no Signature yet. */
  readonly unsigned: string;
  /** A genuine Signature by the trusted key, over an Assertion with the same ID that names the attacker. */
  readonly signature: string;
  /** The digest of the unsigned, forged Assertion, which differs from the one in the Signature. */
  readonly forgedDigest: string;
}

/**
 * What an attacker has who got an Assertion for their own account and wants to be another user. Every field of the message is valid, so
 * a service provider that does not compare the digest opens a session for the test user.
 */
export function borrowedSignature(honest: ResponseSpec): BorrowedSignature {
  const { id } = honest.assertion;
  const hostile = asHostile(honest);
  const own = renderResponse(
    honest,
    renderAssertion({ ...hostile, assertion: { ...hostile.assertion, id } }),
  );
  const unsigned = renderResponse(honest);
  return {
    unsigned,
    signature: elementText(
      signXml(own, { element: 'Assertion', key: honest.cast.idp }),
      'Signature',
    ),
    forgedDigest: digestOf(unsigned, 'Assertion'),
  };
}

/** The valid-looking Response with the borrowed Signature in its Assertion, after `change`. */
export function forgedWith(
  honest: ResponseSpec,
  change: (borrowed: BorrowedSignature) => string,
): string {
  const borrowed = borrowedSignature(honest);
  return placeSignature(borrowed.unsigned, 'Assertion', change(borrowed));
}
