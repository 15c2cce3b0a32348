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

/** Ignored by a parser that supports XML Namespaces. */
const elsewhere = 'urn:example:elsewhere';

/**
 * The message with its genuine Assertion in Extensions, and in its place a forged one with a look-alike: a Signature by an untrusted key
 * with the right digest, so that one parser reads the value of the genuine Signature and the other the digest of the look-alike.
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

/** REXML read `xml:xmlns` as a declaration; to every other parser it is a meaningless attribute. */
const xmlPrefixed = (signature: string) =>
  replaceOnce(
    signature,
    `<Signature xmlns="${ns.dsig}"`,
    `<Signature xmlns="${elsewhere}" xml:xmlns="${ns.dsig}"`,
  );

/** The usual prefix, bound to another namespace where it is used: `ds:Signature` in name only. */
const redeclared = (signature: string) =>
  replaceEvery(signature, `xmlns:ds="${ns.dsig}"`, `xmlns:ds="${elsewhere}"`);

/** The root binds the prefix as usual, for parsers that look no further. */
const boundOnRoot = (xml: string) =>
  replaceOnce(xml, / xmlns:samlp=/, ` xmlns:ds="${ns.dsig}" xmlns:samlp=`);

export const xswNamespaceConfusion: CatalogueCase = {
  id: 'xsw-namespace-confusion',
  group: 'xsw',
  title: 'A Signature that only one of two parsers recognises',
  severity: 'crit',
  verdict: 'reject',
  basis: ['CVE-2025-66567', 'The Fragile Lock, 2025', 'Namespaces in XML 1.0 section 3'],
  risk: 'One parser reads the value from the genuine Signature, the other the digest from the attacker’s.',
  fix: 'Use one namespace-aware parser for verifying and for reading, and validate against the schema.',
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
