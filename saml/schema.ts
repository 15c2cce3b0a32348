import { readFileSync } from 'node:fs';
import { withFirstErrors } from './first-errors.ts';
import { libxml2, type XmlDocument, type XsdValidator } from './libxml2.ts';

const dsig = 'http://www.w3.org/TR/2002/REC-xmldsig-core-20020212/';
const xenc = 'http://www.w3.org/TR/2002/REC-xmlenc-core-20021210/';

/** The files of `schemas/`, by the address that an import names. */
const files = {
  'saml-schema-protocol-2.0.xsd': 'saml-schema-protocol-2.0.xsd',
  'saml-schema-assertion-2.0.xsd': 'saml-schema-assertion-2.0.xsd',
  [`${dsig}xmldsig-core-schema.xsd`]: 'xmldsig-core-schema.xsd',
  [`${xenc}xenc-schema.xsd`]: 'xenc-schema.xsd',
};

/**
 * The one element of XML Encryption 1.1 that messages contain (5.5.2). The schema of 1.0 allows elements of other namespaces, but only
 * those that are declared.
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

/** More would not help the reader, and a message can have sixty thousand violations. */
const MAX_SENTENCES = 5;

let compiled: XsdValidator | undefined;

/**
 * Validates a protocol message against the OASIS schemas (SAML Core appendix A).
 *
 * @returns the first violations, five at most, one short sentence each; empty when the document is valid.
 */
export function schemaErrors(document: XmlDocument): string[] {
  compiled ??= compile();
  const validator = compiled;
  try {
    withFirstErrors(MAX_SENTENCES, () => validator.validate(document));
    return [];
  } catch (error) {
    if (!(error instanceof libxml2().XmlValidateError)) throw error;
    return error.details.slice(0, MAX_SENTENCES).map(({ message }) => readable(message));
  }
}

function compile(): XsdValidator {
  const { XmlBufferInputProvider, XmlDocument, XsdValidator } = libxml2();
  const { xmlCleanupInputProvider, xmlRegisterInputProvider } = libxml2();
  const read = (name: string) => readFileSync(new URL(`./schemas/${name}`, import.meta.url));
  // libxml2 has no file system or network here: it sees these files while the schemas compile, and nothing afterwards.
  xmlRegisterInputProvider(
    new XmlBufferInputProvider({
      ...Object.fromEntries(Object.entries(files).map(([url, name]) => [url, read(name)])),
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

/** In characters. libxml2 quotes the invalid value in full, however long it is. */
const MAX_SENTENCE = 300;

/**
 * libxml2 writes names as `{namespace}name`; every namespace here is known, so the name is enough. The message quotes untrusted input: the
 * pattern stops at the next brace, so that it runs in linear time, and the rest is truncated.
 */
function readable(message: string): string {
  const text = message.trim().replace(/\{[^{}]*\}/g, '');
  return text.length > MAX_SENTENCE ? `${text.slice(0, MAX_SENTENCE)}...` : text;
}
