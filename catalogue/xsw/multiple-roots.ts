import type { CatalogueCase } from '../case.ts';
import { forgedCopy } from './forged.ts';
import { onResponse } from './genuine.ts';

export const xswMultipleRoots: CatalogueCase = {
  id: 'xsw-multiple-roots',
  group: 'xsw',
  title: 'Two documents in one message',
  severity: 'crit',
  verdict: 'reject',
  basis: ['CVE-2022-39299', 'CVE-2022-39353', 'XML 1.0 2.1'],
  risk: 'With a parser that accepts two roots, one can be verified and the other read.',
  fix: 'Use a parser that refuses a second root, and treat all its errors as fatal.',
  runs: [
    onResponse({
      title: 'forged root first',
      check: 'well_formed',
      build: ({ xml, stripped }, spec) =>
        forgedCopy(stripped, spec, ['Response', 'Assertion']) + xml,
    }),
    onResponse({
      title: 'genuine root first',
      check: 'well_formed',
      build: ({ xml, stripped }, spec) =>
        xml + forgedCopy(stripped, spec, ['Response', 'Assertion']),
    }),
  ],
};
