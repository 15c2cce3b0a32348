import type { CatalogueCase } from '../case.ts';
import { changeAttribute, insertLast } from '../xml-text.ts';
import { dsObject, forgedCopy } from './forged.ts';
import { onResponse } from './genuine.ts';

export const xswEntityInId: CatalogueCase = {
  id: 'xsw-entity-in-id',
  group: 'xsw',
  title: 'ID of the forged root by way of an entity',
  severity: 'crit',
  verdict: 'reject',
  basis: ['CVE-2025-23369', 'SAML2int SDP-G03'],
  risk: 'The lookup by Reference passes the forged root over and finds the genuine element; the comparison with the root’s ID succeeds.',
  fix: 'Refuse every document type declaration before parsing.',
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
