import type { CatalogueCase } from '../case.ts';
import type { ResponseSpec } from '../response-spec.ts';
import { attributeText, changeAttribute, escapeAttribute, replaceElement } from '../xml-text.ts';
import { forgedCopy } from './forged.ts';
import { type Genuine, onAssertion, onResponse } from './genuine.ts';

/** If it is serialised without escaping quotes, the literal ends early and the genuine root emerges. */
const doctypeId = ({ xml, stripped }: Genuine, spec: ResponseSpec) =>
  `<!DOCTYPE samlp:Response SYSTEM '">${xml.replaceAll("'", '&apos;')}<!-- '>${forgedCopy(stripped, spec, ['Response', 'Assertion'])}<!-- -->`;

/** If it is serialised without escaping, the namespace URI turns into the genuine Assertion. */
const namespaceUri = ({ xml, signed, stripped }: Genuine, spec: ResponseSpec) => {
  const hidden = escapeAttribute(`urn:example:a">${signed}<!-- `);
  const forged = forgedCopy(stripped, spec, ['Assertion']);
  const root = replaceElement(xml, 'Assertion', `${forged}<!-- -->`);
  const id = attributeText(root, 'Response', 'ID');
  return changeAttribute(root, 'Response', 'ID', `${id}" xmlns:a="${hidden}`);
};

/** Go's parser read `samlp::ID` as an attribute `:ID` and serialised it as `ID`. */
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
  title: 'A message that changes when it is parsed and serialised',
  severity: 'crit',
  verdict: 'reject',
  basis: ['CVE-2021-21366', 'CVE-2021-32796', 'CVE-2020-27846'],
  risk: 'If the message is serialised before verification, another document is verified than the one received.',
  fix: 'Verify and read the same parsed document, never a serialised copy, and refuse any DOCTYPE.',
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
