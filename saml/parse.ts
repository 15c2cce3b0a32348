import { isUtf8 } from 'node:buffer';
import { ParseOption, XmlDocument } from 'libxml2-wasm';
import { SamlError } from './errors.ts';
import { MAX_CANONICAL_BYTES, MAX_MESSAGE_BYTES } from './limits.ts';
import { hasLongNamespace } from './namespace-names.ts';

/**
 * No network, no entity substitution, no DTD; the limits on depth (256 elements) and on the length of names are libxml2's
 * own and hold because XML_PARSE_HUGE is not set.
 */
const options = {
  option:
    ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_NO_XXE | ParseOption.XML_PARSE_PEDANTIC, // for the warning about relative namespace URIs
};

/**
 * Canonicalisation sorts the attributes of an element in quadratic time, and libxml2 has no limit on their number. A response
 * with 150 groups has some 200 of them.
 */
const MAX_ATTRIBUTES = 2000;

const EQUALS_SIGN = 0x3d;

/** Every attribute has an equals sign; text may have some too, which only makes the bound tighter. */
function hasMoreAttributes(bytes: Buffer, max: number): boolean {
  let at = -1;
  for (let found = 0; found <= max; found++) {
    at = bytes.indexOf(EQUALS_SIGN, at + 1);
    if (at < 0) return false;
  }
  return true;
}

/**
 * Parses a message from outside. A document type is refused before the parser sees it (SAML2int SDP-G03), and so is
 * anything but UTF-8: bytes that two readers may decode differently are no basis for a signature. A warning of the parser
 * counts as an error: a relative namespace URI, for one, makes canonicalisation fail later (CVE-2025-66568).
 *
 * @returns a document in the memory of libxml2; the caller disposes of it.
 * @throws {SamlError} `too_large`, `encoding`, `doctype`, `too_deep`, `not_xml`
 */
export function parseXml(
  xml: Uint8Array,
  { maxBytes = MAX_MESSAGE_BYTES, maxAttributes = MAX_ATTRIBUTES } = {},
): XmlDocument {
  if (xml.length > maxBytes)
    throw new SamlError('too_large', `The message is larger than ${maxBytes} bytes.`);
  const bytes = Buffer.from(xml.buffer, xml.byteOffset, xml.byteLength);
  if (!isUtf8(bytes) || bytes.includes(0))
    throw new SamlError('encoding', 'The message is not UTF-8.');
  if (bytes.includes('<!DOCTYPE') || bytes.includes('<!ENTITY'))
    throw new SamlError('doctype', 'The message has a document type declaration (DTD).');

  if (hasMoreAttributes(bytes, maxAttributes))
    throw new SamlError('too_large', `The message has more than ${maxAttributes} attributes.`);

  const document = parse(bytes);
  try {
    const [warning] = document.warnings;
    if (warning) throw new SamlError('not_xml', 'The message is not sound XML.', warning.message);
    if (document.dtd)
      throw new SamlError('doctype', 'The message has a document type declaration (DTD).');
    if (document.encoding && document.encoding.toUpperCase() !== 'UTF-8')
      throw new SamlError('encoding', `The message says that it is ${document.encoding}.`);
    if (hasLongNamespace(bytes))
      throw new SamlError('too_large', 'The message declares a namespace with a very long name.');
    return document;
  } catch (error) {
    document.dispose();
    throw error;
  }
}

/**
 * Parses canonical bytes that we made from a message already parsed once. Canonical form repeats declarations, so that the same
 * attributes may be more here than the limit that the message met; no element has more of them than before.
 */
export const parseVerified = (bytes: Buffer): XmlDocument =>
  parseXml(bytes, { maxBytes: MAX_CANONICAL_BYTES, maxAttributes: Number.POSITIVE_INFINITY });

function parse(bytes: Buffer): XmlDocument {
  try {
    return XmlDocument.fromBuffer(bytes, options);
  } catch (error) {
    const detail = error instanceof Error ? error.message.trim() : String(error);
    if (/excessive depth/i.test(detail))
      throw new SamlError('too_deep', 'The message nests its elements too deeply.', detail);
    throw new SamlError('not_xml', 'The message is not well-formed XML.', detail);
  }
}
