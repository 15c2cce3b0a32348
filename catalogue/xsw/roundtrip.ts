import type { CatalogueCase } from '../case.ts';
import type { ResponseSpec } from '../response-spec.ts';
import { attributeText, changeAttribute, escapeAttribute, replaceElement } from '../xml-text.ts';
import { forgedCopy } from './forged.ts';
import { type Genuine, onAssertion, onResponse } from './genuine.ts';

/** Written back without care for quotes, the literal ends early and the genuine root comes out of it. */
const doctypeId = ({ xml, stripped }: Genuine, spec: ResponseSpec) =>
  `<!DOCTYPE samlp:Response SYSTEM '">${xml.replaceAll("'", '&apos;')}<!-- '>${forgedCopy(stripped, spec, ['Response', 'Assertion'])}<!-- -->`;

/** Written back without escaping, the namespace URI turns into the genuine Assertion. */
const namespaceUri = ({ xml, signed, stripped }: Genuine, spec: ResponseSpec) => {
  const hidden = escapeAttribute(`urn:example:a">${signed}<!-- `);
  const forged = forgedCopy(stripped, spec, ['Assertion']);
  const root = replaceElement(xml, 'Assertion', `${forged}<!-- -->`);
  const id = attributeText(root, 'Response', 'ID');
  return changeAttribute(root, 'Response', 'ID', `${id}" xmlns:a="${hidden}`);
};

/** Go read `samlp::ID` as an attribute `:ID` and wrote it back as `ID`. */
const twoColons = ({ xml, stripped }: Genuine, spec: ResponseSpec) => {
  const root = forgedCopy(xml, spec, ['Assertion']);
  const ids = `${spec.newId()}" samlp::ID="${spec.response.id}`;
  return changeAttribute(root, 'Response', 'ID', ids).replace(
    '</samlp:Response>',
    () => `${stripped}</samlp:Response>`,
  );
};

export const xswRoundtrip: CatalogueCase = {
  id: 'xsw-roundtrip',
  group: 'xsw',
  title: 'A message that changes when it is parsed and written back',
  severity: 'crit',
  verdict: 'reject',
  basis: ['CVE-2021-21366', 'CVE-2021-32796', 'CVE-2020-27846'],
  risk: 'What is verified after writing the message back is another document than the one that came in.',
  fix: 'Verify and read the same parsed document, never a serialised copy; refuse any document type declaration.',
  runs: [
    onResponse({
      title: 'markup in the system identifier of a DOCTYPE',
      check: 'doctype',
      build: doctypeId,
    }),
    onAssertion({
      title: 'markup in a namespace URI',
      check: ['well_formed', 'signature_present'],
      build: namespaceUri,
    }),
    onResponse({
      title: 'attribute with two colons',
      check: 'well_formed',
      build: twoColons,
    }),
  ],
};
