import { ns } from '../../saml/names.ts';
import type { CatalogueCase } from '../case.ts';
import type { ResponseSpec } from '../response-spec.ts';
import { signXml } from '../sign-xml.ts';
import {
  cut,
  elementText,
  insertBefore,
  replaceElement,
  replaceEvery,
  replaceOnce,
} from '../xml-text.ts';
import { extensions, forgedCopy } from './forged.ts';
import { type Genuine, onAssertion } from './genuine.ts';

/** In no namespace that counts for a parser that knows XML Namespaces. */
const elsewhere = 'urn:example:elsewhere';

/**
 * The message with its genuine Assertion in Extensions, and a forged one in its place that carries a look-alike: the
 * Signature of a stranger with the right digest, so that the two disagreeing parsers find a value here and a digest there.
 */
function confused({ xml, signed, stripped }: Genuine, spec: ResponseSpec, lookalike: Lookalike) {
  const forged = signXml(forgedCopy(stripped, spec, ['Assertion']), {
    element: 'Assertion',
    key: spec.cast.stranger,
    ...(lookalike.prefix !== undefined && { prefix: lookalike.prefix }),
  });
  const disguised = lookalike.disguise(elementText(forged, 'Signature'));
  const assertion = lookalike.inExtensions
    ? cut(forged, 'Signature')
    : replaceElement(forged, 'Signature', disguised);
  return insertBefore(
    replaceElement(xml, 'Assertion', assertion),
    'Status',
    extensions(lookalike.inExtensions ? disguised + signed : signed),
  );
}

interface Lookalike {
  readonly prefix?: string;
  readonly disguise: (signature: string) => string;
  readonly inExtensions?: boolean;
}

/** REXML took `xml:xmlns` for a declaration; to everyone else it is an attribute that means nothing. */
const xmlPrefixed = (signature: string) =>
  replaceOnce(
    signature,
    `<Signature xmlns="${ns.dsig}"`,
    `<Signature xmlns="${elsewhere}" xml:xmlns="${ns.dsig}"`,
  );

/** The usual prefix, bound to something else right where it is used; `ds:Signature` by name only. */
const redeclared = (signature: string) =>
  replaceEvery(signature, `xmlns:ds="${ns.dsig}"`, `xmlns:ds="${elsewhere}"`);

/** The root binds the prefix as usual, for readers that look no further. */
const boundOnRoot = (xml: string) =>
  replaceOnce(xml, / xmlns:samlp=/, ` xmlns:ds="${ns.dsig}" xmlns:samlp=`);

export const xswNamespaceConfusion: CatalogueCase = {
  id: 'xsw-namespace-confusion',
  group: 'xsw',
  title: 'A Signature for one parser that is none for another',
  severity: 'crit',
  verdict: 'reject',
  basis: ['CVE-2025-66567', 'The Fragile Lock, 2025', 'Namespaces in XML 1.0 section 3'],
  risk: 'One parser takes the value from the genuine Signature, the other the digest from the attacker’s.',
  fix: 'Use one namespace-aware parser for verifying and for reading, and refuse elements where the schema has none.',
  runs: [
    onAssertion({
      title: 'namespace by xml:xmlns',
      check: 'schema',
      build: (genuine, spec) => confused(genuine, spec, { disguise: xmlPrefixed }),
    }),
    onAssertion({
      title: 'prefix declared again',
      check: 'schema',
      build: (genuine, spec) =>
        boundOnRoot(confused(genuine, spec, { prefix: 'ds', disguise: redeclared })),
    }),
    onAssertion({
      title: 'schema-valid: look-alike in Extensions',
      check: 'signature_present',
      build: (genuine, spec) =>
        confused(genuine, spec, { disguise: xmlPrefixed, inExtensions: true }),
    }),
  ],
};
