import type { CatalogueCase } from '../case.ts';
import { changeAttribute, insertLast } from '../xml-text.ts';
import { dsObject, forgedCopy } from './forged.ts';
import { onResponse } from './genuine.ts';

export const xswEntityInId: CatalogueCase = {
  id: 'xsw-entity-in-id',
  group: 'xsw',
  title: 'A forged root with an entity in its ID',
  severity: 'crit',
  verdict: 'reject',
  basis: ['CVE-2025-23369', 'SAML2int SDP-G03'],
  risk: 'The lookup for the Reference skips the forged root and finds the genuine element, but the comparison with the root’s ID succeeds.',
  fix: 'Refuse any DOCTYPE before parsing.',
  runs: [
    onResponse({
      check: 'doctype',
      build: ({ xml, stripped }, spec) => {
        const root = changeAttribute(
          forgedCopy(xml, spec, ['Assertion']),
          'Response',
          'ID',
          '&signed;',
        );
        const entity = `<!DOCTYPE samlp:Response [<!ENTITY signed "${spec.response.id}">]>`;
        return entity + insertLast(root, 'Signature', dsObject(stripped));
      },
    }),
  ],
};
