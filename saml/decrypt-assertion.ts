import { type KeyObject, randomBytes } from 'node:crypto';
import { type Element, isElement, type XmlDocument } from './dom.ts';
import { decryptContent } from './encryption/decrypt-content.ts';
import { type EncryptedData, readEncryptedData } from './encryption/encrypted-data.ts';
import { unwrapKey } from './encryption/unwrap-key.ts';
import { SamlError } from './errors.ts';
import { ns } from './names.ts';
import { parseXml } from './parse.ts';
import { schemaErrors } from './schema.ts';

export interface DecryptedAssertion {
  /** Its root is the Assertion. It uses libxml2's memory; the caller disposes of it. */
  readonly document: XmlDocument;
  /** URI of the content encryption method. */
  readonly method: string;
}

/**
 * Decrypts an EncryptedAssertion whose ciphertext a verified signature covers (errata E93), with any of our keys. The plaintext must be a
 * complete document with an Assertion as its root that the hardened parser and the schema accept.
 *
 * Every failure between unwrapping the key and reading the Assertion is one error with one text, and a key that cannot be unwrapped is
 * replaced by a random key, so that the following steps run anyway. An answer that distinguished bad padding from bad XML would be a
 * decryption oracle (XML Encryption 1.1, 6.1.2).
 *
 * @throws {SamlError} `encryption_algorithm`, read from the plaintext parts before a key is used; `decryption`
 */
export function decryptAssertion(
  encryptedAssertion: Element,
  keys: readonly KeyObject[],
): DecryptedAssertion {
  const encrypted = readEncryptedData(encryptedAssertion);
  if (!encrypted) throw failure();
  const { cipher, octets } = encrypted;
  const contentKey = unwrapped(encrypted, keys) ?? randomBytes(cipher.keySize);
  const plaintext = decryptContent(cipher, contentKey, octets) ?? octets;
  return { document: readAssertion(plaintext), method: cipher.uri };
}

/** The first content key of the right size; every key is tried, so that the time does not reveal which key fits. */
function unwrapped(
  { keys: wrapped, cipher }: EncryptedData,
  keys: readonly KeyObject[],
): Buffer | undefined {
  return wrapped
    .flatMap((each) => keys.map((key) => unwrapKey(each, key)))
    .find((contentKey) => contentKey?.length === cipher.keySize);
}

function readAssertion(plaintext: Buffer): XmlDocument {
  let document: XmlDocument | undefined;
  try {
    document = parseXml(plaintext);
    if (isElement(document.root, ns.assertion, 'Assertion') && schemaErrors(document).length === 0)
      return document;
  } catch {
    // the same refusal as for a document of another kind
  }
  document?.dispose();
  throw failure();
}

const failure = () =>
  new SamlError('decryption', 'It does not decrypt to an Assertion with any of our keys.');
