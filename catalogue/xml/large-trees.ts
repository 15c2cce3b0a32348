/** Trees that cost a parser or canonicaliser far more than their size. They break the digest, so they must be refused before it is computed. */
import type { CatalogueCase, MessageRun } from '../case.ts';
import { unverified } from '../sig/unverified.ts';
import { signedAssertion } from '../sign-xml.ts';
import { replaceElement } from '../xml-text.ts';

const inAttributeValue = (
  title: string,
  check: string | readonly string[],
  value: () => string,
): MessageRun => ({
  title,
  check,
  needs: ['load'],
  withoutTrick: unverified,
  message: (honest) => ({
    xml: replaceElement(signedAssertion(honest), 'AttributeValue', value()),
  }),
});

const nested = (depth: number) =>
  `<AttributeValue>${'<a>'.repeat(depth)}${'</a>'.repeat(depth)}</AttributeValue>`;

export const xmlDeepNesting: CatalogueCase = {
  id: 'xml-deep-nesting',
  group: 'xml',
  title: 'Elements nested 50,000 deep',
  severity: 'high',
  verdict: 'reject',
  basis: ['CWE-674', '@xmldom/xmldom 0.9.12'],
  risk: 'Code that walks the tree recursively runs out of stack, and the process crashes.',
  fix: 'Limit the depth while parsing, before any other code sees the tree.',
  runs: [
    inAttributeValue('50,000 deep', 'size', () => nested(50_000)),
    // Smaller than the usual size limits of service providers, so only a limit on depth stops it.
    inAttributeValue('25,000 deep, in less than 256 KiB', 'size', () => nested(25_000)),
  ],
};

/** Names of one to four characters, all different. */
const names = (count: number) => Array.from({ length: count }, (_, n) => `a${n.toString(36)}`);

const withAttributes = (count: number) =>
  `<AttributeValue${names(count)
    .map((name) => ` ${name}=""`)
    .join('')}/>`;

const withDeclarations = (count: number) =>
  `<AttributeValue${names(count)
    .map((name) => ` xmlns:${name}="u:"`)
    .join('')}/>`;

export const xmlAttributeFlood: CatalogueCase = {
  id: 'xml-attribute-flood',
  group: 'xml',
  title: 'One element with 100,000 attributes, or 20,000 namespace declarations',
  severity: 'high',
  verdict: 'reject',
  basis: ['CWE-407', '@xmldom/xmldom 0.9.12'],
  risk: 'Finding duplicates and sorting take quadratic time, so one message keeps a core busy.',
  fix: 'Limit the size of a message and the number of attributes before anything looks for duplicates.',
  runs: [
    inAttributeValue('100,000 attributes', 'size', () => withAttributes(100_000)),
    inAttributeValue('20,000 declarations', 'size', () => withDeclarations(20_000)),
    inAttributeValue('20,000 attributes, in less than 256 KiB', 'size', () =>
      withAttributes(20_000),
    ),
    inAttributeValue('10,000 declarations, in less than 256 KiB', 'size', () =>
      withDeclarations(10_000),
    ),
  ],
};
