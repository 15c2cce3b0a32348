import type { SignatureDescription } from '../../saml/describe-signatures.ts';
import { linesOfPieces, type XmlLine } from '../../web/markup/xml-lines.ts';

/** A line of a message, and whether a Signature covers it. */
export interface SignedLine extends XmlLine {
  readonly signed: boolean;
}

/**
 * The indented lines of a message. Those of elements that a Reference names are `signed`, except the Signature in them: the transform
 * enveloped-signature takes it out (XML Signature 6.6.4). Says what the signatures claim, not that they verify.
 *
 * @param xml well-formed where `signatures` is not empty
 */
export function signedLines(
  xml: string,
  signatures: readonly SignatureDescription[],
): SignedLine[] {
  const covered = new Set(
    signatures.flatMap(({ references }) =>
      references.flatMap(({ covers }) => covers.map(({ position }) => position)),
    ),
  );
  const excepted = new Set(signatures.map(({ position }) => position));
  /** For each open element: whether its content is signed. */
  const open: boolean[] = [];
  let position = 0;
  return linesOfPieces(xml).map((line) => {
    let signed = open.at(-1) ?? false;
    for (const [index, { kind }] of line.pieces.entries()) {
      if (kind === 'open' || kind === 'empty') {
        const outer = open.at(-1) ?? false;
        const inner = !excepted.has(position) && (outer || covered.has(position));
        position += 1;
        if (index === 0) signed = inner;
        if (kind === 'open') open.push(inner);
      } else if (kind === 'close') {
        const closed = open.pop() ?? false;
        if (index === 0) signed = closed;
      }
    }
    return { ...line, signed };
  });
}
