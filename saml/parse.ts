import { isUtf8 } from 'node:buffer';
import { type Place, SamlError } from './errors.ts';
import { libxml2, type XmlDocument } from './libxml2.ts';
import { MAX_CANONICAL_BYTES, MAX_MESSAGE_BYTES } from './limits.ts';
import { hasLongNamespace } from './namespace-names.ts';
import { placeAt } from './place.ts';

/**
 * No network, no entity substitution, no DTD. libxml2's limits on depth (256 elements) and on the length of names apply because
 * XML_PARSE_HUGE is not set.
 */
function parseOptions() {
  const { XML_PARSE_NONET, XML_PARSE_NO_XXE, XML_PARSE_PEDANTIC } = libxml2().ParseOption;
  return { option: XML_PARSE_NONET | XML_PARSE_NO_XXE | XML_PARSE_PEDANTIC }; // pedantic, for the warning about relative namespace URIs
}

/**
 * Canonicalisation sorts the attributes of an element in quadratic time, and libxml2 does not limit their number. A response with 150 groups
 * has about 200.
 */
const MAX_ATTRIBUTES = 2000;

const EQUALS_SIGN = 0x3d;

/**
 * libxml2-wasm decodes strings with a TextDecoder, which drops a leading U+FEFF: a name that begins with this invisible character would be
 * read as the name without it.
 */
const hasInnerByteOrderMark = (bytes: Buffer): boolean =>
  bytes.indexOf('\uFEFF', 1) >= 0 ||
  (bytes.includes('&#') && /&#(?:x0*feff|0*65279);/i.test(bytes.toString('latin1')));

/** Every attribute has an equals sign; those in text only make the limit tighter. */
function hasMoreAttributes(bytes: Buffer, max: number): boolean {
  let at = -1;
  for (let found = 0; found <= max; found++) {
    at = bytes.indexOf(EQUALS_SIGN, at + 1);
    if (at < 0) return false;
  }
  return true;
}

/**
 * Parses an untrusted message. A document type is refused before the parser sees it (SAML2int SDP-G03), and so is any encoding but UTF-8:
 * two readers could decode the bytes differently; and U+FEFF inside, which readers may drop. A parser warning counts as an error: a relative namespace URI, for example, makes
 * canonicalisation fail later (CVE-2025-66568).
 *
 * @returns a document in libxml2's memory; the caller disposes of it.
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
  if (hasInnerByteOrderMark(bytes))
    throw new SamlError(
      'encoding',
      'The message has a byte order mark (U+FEFF) elsewhere than at its beginning.',
    );
  const declaration = [bytes.indexOf('<!DOCTYPE'), bytes.indexOf('<!ENTITY')].find((at) => at >= 0);
  if (declaration !== undefined) throw hasDoctype(placeAt(bytes.toString('utf8', 0, declaration)));

  if (hasMoreAttributes(bytes, maxAttributes))
    throw new SamlError('too_large', `The message has more than ${maxAttributes} attributes.`);

  const document = parse(bytes);
  try {
    const [warning] = document.warnings;
    if (warning)
      throw new SamlError(
        'not_xml',
        'The message is not valid XML.',
        warning.message,
        placeIn(warning),
      );
    if (document.dtd) throw hasDoctype();
    if (document.encoding && document.encoding.toUpperCase() !== 'UTF-8')
      throw new SamlError(
        'encoding',
        `The message declares the encoding ${document.encoding}; only UTF-8 is accepted.`,
      );
    if (hasLongNamespace(bytes))
      throw new SamlError('too_large', 'The message declares a namespace with a very long name.');
    return document;
  } catch (error) {
    document.dispose();
    throw error;
  }
}

/**
 * Parses canonical bytes of a message that was parsed before. Canonical form repeats namespace declarations, so the attribute limit that the
 * message met does not apply here; no single element has more attributes than before.
 */
export const parseVerified = (bytes: Buffer): XmlDocument =>
  parseXml(bytes, { maxBytes: MAX_CANONICAL_BYTES, maxAttributes: Number.POSITIVE_INFINITY });

function parse(bytes: Buffer): XmlDocument {
  const { XmlDocument, XmlLibError } = libxml2();
  try {
    return XmlDocument.fromBuffer(bytes, parseOptions());
  } catch (error) {
    const detail = error instanceof Error ? error.message.trim() : String(error);
    const at = error instanceof XmlLibError ? placeIn(error.details[0]) : undefined;
    if (/excessive depth/i.test(detail))
      throw new SamlError('too_deep', 'The message nests its elements too deeply.', detail, at);
    throw new SamlError('not_xml', 'The message is not well-formed XML.', detail, at);
  }
}

const hasDoctype = (at?: Place) =>
  new SamlError('doctype', 'The message has a document type declaration (DTD).', '', at);

/** libxml2 says 0 when it does not know. */
const placeIn = (detail?: { line: number; col: number }): Place => ({
  line: Math.max(1, detail?.line ?? 1),
  position: Math.max(1, detail?.col ?? 1),
});
