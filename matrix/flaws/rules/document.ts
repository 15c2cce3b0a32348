/** Rules on the XML document. */
import type { RuleTable } from './rule.ts';

export const documentRules = {
  'utf8-valid': {
    demands: 'The bytes are valid UTF-8.',
    clause: 'XML 1.0 4.3.3',
    without: 'decodes overlong sequences, and drops what it cannot decode',
    runs: ['xml-invalid-utf8#1-2'],
  },
  'no-doctype': {
    demands: 'The document has no DOCTYPE.',
    clause: 'Kantara IIP-G03',
    without:
      'ends the DOCTYPE at the first > and expands entities, those of files too, until memory runs out',
    load: true,
    runs: [
      'xml-doctype',
      'xml-external-entity#4',
      'xml-billion-laughs#1-2',
      'xml-entity-in-nameid#1-2',
      'xsw-doctype-differential#1',
      'xsw-roundtrip#1',
    ],
  },
  'no-entity-fetch': {
    demands: 'No URL that a DOCTYPE names is fetched, not even before it is refused.',
    clause: 'Kantara IIP-G03',
    without: 'fetches external entities, then refuses the DOCTYPE',
    runs: ['xml-external-entity#1-3'],
  },
  'one-root': {
    demands: 'The document has one root element, and nothing after it but comments.',
    clause: 'XML 1.0 2.1',
    without: 'reads the first root, and passes over what follows',
    runs: ['xsw-multiple-roots#2'],
  },
  'bounded-depth': {
    demands: 'Elements nest at most 60 deep.',
    clause: 'CWE-674',
    without: 'recurses until the process ends',
    load: true,
    runs: ['xml-deep-nesting#1-2'],
  },
  'bounded-attributes': {
    demands: 'A start tag has at most 100 attributes and namespace declarations.',
    clause: 'CWE-407',
    without: 'works until the process is ended',
    load: true,
    runs: ['xml-attribute-flood#2-4'],
  },
  'whole-text': {
    demands: 'The value of an element is all of its text, across comments, CDATA and instructions.',
    clause: 'VU#475445',
    without: 'reads the first text node only',
    runs: ['xml-comment-nameid#1-2', 'xml-comment-attribute#2-3', 'xml-cdata-nameid#1-3'],
  },
  'saml-namespace': {
    demands: 'Elements are found by namespace and local name.',
    clause: 'SAML Core 1.1',
    without: 'finds them by local name alone',
    runs: ['xml-namespace-lookalike#1-4'],
  },
  'unique-id': {
    demands: 'An ID occurs once in the document.',
    clause: 'SAML Core 1.3.4',
    without: 'accepts the same ID on two elements',
    runs: ['sig-duplicate-id#1-4', 'xsw7#1-2'],
  },
  'id-unprefixed': {
    demands: 'The ID of an element is its attribute ID, which has no prefix.',
    clause: 'SAML Core 1.3.4',
    without: 'takes any attribute whose name ends in ID, and looks the signed element up by it',
    runs: ['xsw-attribute-pollution#1'],
  },
  'relative-namespace': {
    demands: 'A relative namespace URI is refused: it cannot be canonicalised.',
    clause: 'Canonical XML 1.0 1.3',
    without: 'takes the failed canonicalisation for an empty text',
    runs: ['xsw-void-c14n#1-3'],
  },
} as const satisfies RuleTable;
