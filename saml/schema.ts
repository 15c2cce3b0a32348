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

const entry = 'saml-schema-protocol-2.0.xsd';
const imported = ['saml-schema-assertion-2.0.xsd', 'xmldsig-core-schema.xsd', 'xenc-schema.xsd'];

let compiled: XsdValidator | undefined;

/**
 * Validates a protocol message against the OASIS schemas (SAML Core appendix A), which come with a package that ships them.
 *
 * @returns what the schema objects to, one sentence each; empty when it accepts the document.
 */
export function schemaErrors(document: XmlDocument): string[] {
  compiled ??= compile();
  try {
    compiled.validate(document);
    return [];
  } catch (error) {
    if (!(error instanceof XmlValidateError)) throw error;
    return error.details.map(({ message }) => readable(message));
  }
}

function compile(): XsdValidator {
  const folder = new URL('../schemas/', import.meta.resolve('@authenio/samlify-xmllint-wasm'));
  const read = (name: string) => readFileSync(fileURLToPath(new URL(name, folder)));
  // libxml2 has no file system here: it sees these files while the schemas compile, and nothing afterwards.
  xmlRegisterInputProvider(
    new XmlBufferInputProvider(Object.fromEntries(imported.map((name) => [name, read(name)]))),
  );
  const source = XmlDocument.fromBuffer(read(entry), { url: entry });
  try {
    return XsdValidator.fromDoc(source);
  } finally {
    source.dispose();
    xmlCleanupInputProvider();
  }
}

/** libxml2 writes names as `{namespace}name`; the namespace of everything here is known, so the name is enough. */
const readable = (message: string) => message.trim().replace(/\{[^}]*\}/g, '');
