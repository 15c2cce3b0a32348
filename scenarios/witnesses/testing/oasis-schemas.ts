import { readFileSync } from 'node:fs';
import { validateXML } from 'xmllint-wasm';

const files = [
  'saml-schema-protocol-2.0.xsd',
  'saml-schema-assertion-2.0.xsd',
  'xmldsig-core-schema.xsd',
  'xenc-schema.xsd',
  'XMLSchema.dtd',
  'datatypes.dtd',
];
const folder = new URL('../schemas/', import.meta.resolve('@authenio/samlify-xmllint-wasm'));
const [protocol = '', ...imported] = files.map((name) =>
  readFileSync(new URL(name, folder), 'utf8'),
);
const preload = imported.map((contents, index) => ({ fileName: files[index + 1] ?? '', contents }));

/** What xmllint objects to when it holds a protocol message against the OASIS schemas; empty when it accepts it. */
export async function schemaObjections(xml: string): Promise<string[]> {
  const { errors } = await validateXML({
    xml: [{ fileName: 'message.xml', contents: xml }],
    extension: 'schema',
    schema: [protocol],
    preload,
  });
  return errors.map(({ message }) => message);
}
