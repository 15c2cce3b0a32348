import type { CatalogueCase } from '../case.ts';
import { insertBefore } from '../xml-text.ts';
import { extensions, forgedCopy } from './forged.ts';
import { inBothModes } from './genuine.ts';

export const xsw7: CatalogueCase = {
  id: 'xsw7',
  group: 'xsw',
  title: 'Forged Assertion with the same ID in Extensions',
  severity: 'crit',
  verdict: 'reject',
  basis: ['SAML Raider set', 'SAML Core 3.2.2', 'SAML Core 5.4.2'],
  risk: 'The schema lets Extensions hold anything; a search for an Assertion at any depth finds the attacker’s first.',
  fix: 'Read the Assertion that is a child of the Response, by its full path, and refuse any ID that occurs twice.',
  runs: [
    ...inBothModes({
      check: 'schema',
      build: ({ xml, stripped }, spec) =>
        insertBefore(xml, 'Assertion', extensions(forgedCopy(stripped, spec, []))),
    }),
    // Nothing is wrong with the Assertion that counts, and Extensions may be ignored (SAML Core 3.2.1).
    ...inBothModes({
      title: 'schema-valid: each ID once',
      verdict: 'inert',
      build: ({ xml, stripped }, spec) =>
        insertBefore(xml, 'Status', extensions(forgedCopy(stripped, spec, ['Assertion']))),
    }),
  ],
};
