import { readFileSync } from 'node:fs';
import { validateXML } from 'xmllint-wasm';

const files = [
  'saml-schema-protocol-2.0.xsd',
  'saml-schema-assertion-2.0.xsd',
  'xmldsig-core-schema.xsd',
  'xenc-schema.xsd',
];
const folder = new URL('../../../saml/schemas/', import.meta.url);
const [protocol = '', ...imported] = files.map((name) =>
  // xmllint sees only the files it is given, by their names: imports that name an address on the web name the file instead.
  readFileSync(new URL(name, folder), 'utf8').replace(/(schemaLocation=["'])http[^"']*\//g, '$1'),
);
const preload = imported.map((contents, index) => ({ fileName: files[index + 1] ?? '', contents }));

/** What xmllint objects to when it validates a protocol message against the OASIS schemas; empty when the message is valid. */
export async function schemaObjections(xml: string): Promise<string[]> {
  const { errors } = await validateXML({
    xml: [{ fileName: 'message.xml', contents: xml }],
    extension: 'schema',
    schema: [protocol],
    preload,
  });
  return errors.map(({ message }) => message);
}
