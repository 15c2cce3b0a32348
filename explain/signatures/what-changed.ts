import { isUtf8 } from 'node:buffer';
import { SamlError } from '../../saml/errors.ts';
import { examineSignatures } from '../../saml/examine-signatures.ts';

/** A change that was undone, after which the digest is right again. */
export interface Repair {
  readonly id: 'white-space' | 'line-breaks' | 'encoding' | 'escaped-twice' | 'normal-form';
  /** Completes "Since it was signed, ...". */
  readonly what: string;
  /** The message as it was signed, for all one can tell. */
  readonly xml: Buffer;
}

interface Attempt extends Pick<Repair, 'id' | 'what'> {
  readonly undo: (xml: string) => string | undefined;
}

const attempts: readonly Attempt[] = [
  {
    id: 'white-space',
    what: 'white space was added between its elements, as pretty printing does',
    undo: (xml) => xml.replace(/>\s+</g, '><'),
  },
  {
    id: 'white-space',
    what: 'white space was added around its elements and values, as pretty printing does',
    undo: (xml) => xml.replace(/>\s+/g, '>').replace(/\s+</g, '<'),
  },
  {
    id: 'line-breaks',
    what: 'carriage returns were added to its line breaks',
    undo: (xml) => xml.replace(/\r|&#(?:13|xD);/gi, ''),
  },
  {
    id: 'line-breaks',
    what: 'the carriage returns of its line breaks were lost',
    undo: (xml) => xml.replace(/(?<!&#13;)\n/g, '&#13;\n'),
  },
  {
    id: 'encoding',
    what: 'its UTF-8 was read as another encoding and encoded again, which damages every letter beyond ASCII',
    undo: decodedOnce,
  },
  {
    id: 'escaped-twice',
    what: 'its ampersands were escaped a second time',
    undo: (xml) => xml.replace(/&amp;(amp|lt|gt|quot|apos|#\d+|#x[0-9a-f]+);/gi, '&$1;'),
  },
  {
    id: 'normal-form',
    what: 'its letters were put into another Unicode normal form',
    undo: (xml) => xml.normalize('NFC'),
  },
  {
    id: 'normal-form',
    what: 'its letters were put into another Unicode normal form',
    undo: (xml) => xml.normalize('NFD'),
  },
];

/**
 * Finds out what changed a message after it was signed: undoes what programs in between do, until the digest is right again. Undefined when it is
 * something else, such as a value.
 */
export function whatChanged(xml: Uint8Array): Repair | undefined {
  const text = Buffer.from(xml).toString('utf8');
  for (const { id, what, undo } of attempts) {
    const undone = undo(text);
    if (undone === undefined || undone === text) continue;
    const repaired = Buffer.from(undone);
    if (isRight(repaired)) return { id, what, xml: repaired };
  }
  return undefined;
}

function isRight(xml: Buffer): boolean {
  try {
    const signatures = examineSignatures(xml);
    return signatures.length > 0 && signatures.every(({ digest }) => digest === 'matches');
  } catch (error) {
    if (error instanceof SamlError) return false;
    throw error;
  }
}

/** Bytes of windows-1252 (the WHATWG's name for Latin-1 too) by their character. */
const windows1252 = new Map(
  Array.from({ length: 256 }, (_, byte) => [
    new TextDecoder('windows-1252').decode(Uint8Array.of(byte)),
    byte,
  ]),
);

function decodedOnce(xml: string): string | undefined {
  const bytes = Array.from(xml, (character) => windows1252.get(character));
  if (bytes.includes(undefined)) return undefined;
  const decoded = Buffer.from(bytes as number[]);
  return isUtf8(decoded) ? decoded.toString('utf8') : undefined;
}
