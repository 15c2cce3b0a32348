import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  XmlBufferInputProvider,
  XmlDocument,
  XmlValidateError,
  XsdValidator,
  xmlCleanupInputProvider,
  xmlRegisterInputProvider,
} from 'libxml2-wasm';

const files = [
  'saml-schema-protocol-2.0.xsd',
  'saml-schema-assertion-2.0.xsd',
  'xmldsig-core-schema.xsd',
  'xenc-schema.xsd',
];

/**
 * The one element of XML Encryption 1.1 that stands in messages (5.5.2). The schema of 1.0 lets elements of other namespaces in, but only
 * such as have a declaration.
 */
const maskGeneration = `<schema xmlns="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.w3.org/2009/xmlenc11#">
  <element name="MGF"><complexType>
    <sequence><any namespace="##any" minOccurs="0" maxOccurs="unbounded"/></sequence>
    <attribute name="Algorithm" type="anyURI" use="required"/>
  </complexType></element>
</schema>`;

const entry = `<schema xmlns="http://www.w3.org/2001/XMLSchema">
  <import namespace="urn:oasis:names:tc:SAML:2.0:protocol" schemaLocation="saml-schema-protocol-2.0.xsd"/>
  <import namespace="http://www.w3.org/2009/xmlenc11#" schemaLocation="xenc11-mgf.xsd"/>
</schema>`;

let compiled: XsdValidator | undefined;

/**
 * Validates a protocol message against the OASIS schemas (SAML Core appendix A), which come with a package that ships them.
 *
 * @returns what the schema objects to first, one short sentence each; empty when it accepts the document.
 */
export function schemaErrors(document: XmlDocument): string[] {
  compiled ??= compile();
  try {
    compiled.validate(document);
    return [];
  } catch (error) {
    if (!(error instanceof XmlValidateError)) throw error;
    return error.details.slice(0, MAX_SENTENCES).map(({ message }) => readable(message));
  }
}

function compile(): XsdValidator {
  const folder = new URL('../schemas/', import.meta.resolve('@authenio/samlify-xmllint-wasm'));
  const read = (name: string) => readFileSync(fileURLToPath(new URL(name, folder)));
  // libxml2 has no file system here: it sees these files while the schemas compile, and nothing afterwards.
  xmlRegisterInputProvider(
    new XmlBufferInputProvider({
      ...Object.fromEntries(files.map((name) => [name, read(name)])),
      'xenc11-mgf.xsd': Buffer.from(maskGeneration),
    }),
  );
  const source = XmlDocument.fromString(entry, { url: 'entry.xsd' });
  try {
    return XsdValidator.fromDoc(source);
  } finally {
    source.dispose();
    xmlCleanupInputProvider();
  }
}

/** libxml2 quotes the value that it objects to, as long as that may be. In characters. */
const MAX_SENTENCE = 300;

/** One value can break many rules. */
const MAX_SENTENCES = 20;

/**
 * libxml2 writes names as `{namespace}name`; the namespace of everything here is known, so the name is enough. The message quotes what
 * anybody sent: the pattern stops at the next brace, so that it reads nothing twice, and what is
 * left is cut.
 */
function readable(message: string): string {
  const text = message.trim().replace(/\{[^{}]*\}/g, '');
  return text.length > MAX_SENTENCE ? `${text.slice(0, MAX_SENTENCE)}...` : text;
}
