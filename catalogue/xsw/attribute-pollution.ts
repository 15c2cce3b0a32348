import type { CatalogueCase } from '../case.ts';
import type { ResponseSpec } from '../response-spec.ts';
import { changeAttribute, insertLast } from '../xml-text.ts';
import { forgedCopy, statusDetail } from './forged.ts';
import { type Genuine, onResponse } from './genuine.ts';

/** A forged root with the genuine Response in StatusDetail, and both kinds of ID on the root. */
function polluted(
  { xml, stripped }: Genuine,
  spec: ResponseSpec,
  ids: (forged: string, genuine: string) => { plain: string; prefixed: string },
): string {
  const { plain, prefixed } = ids(spec.newId(), spec.response.id);
  const root = forgedCopy(xml, spec, ['Assertion']);
  // The value ends early, and its rest is the second attribute.
  const withBoth = changeAttribute(root, 'Response', 'ID', `${plain}" samlp:ID="${prefixed}`);
  return insertLast(withBoth, 'Status', statusDetail(stripped));
}

export const xswAttributePollution: CatalogueCase = {
  id: 'xsw-attribute-pollution',
  group: 'xsw',
  title: 'A root with both ID and samlp:ID',
  severity: 'crit',
  verdict: 'reject',
  basis: ['CVE-2025-66567', 'The Fragile Lock, 2025', 'SAML Core 1.3.4'],
  risk: 'Two parsers that treat prefixed attributes differently disagree about which element was signed.',
  fix: 'Find attributes by namespace and local name: the ID of a SAML element has no namespace.',
  runs: [
    onResponse({
      title: 'samlp:ID names the signed Response',
      check: 'schema',
      build: (genuine, spec) =>
        polluted(genuine, spec, (forged, signed) => ({ plain: forged, prefixed: signed })),
    }),
    onResponse({
      title: 'ID names the signed Response',
      check: 'schema',
      build: (genuine, spec) =>
        polluted(genuine, spec, (forged, signed) => ({ plain: signed, prefixed: forged })),
    }),
  ],
};
