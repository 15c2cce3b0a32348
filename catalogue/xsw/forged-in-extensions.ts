import type { CatalogueCase } from '../case.ts';
import { insertBefore } from '../xml-text.ts';
import { extensions, forgedCopy } from './forged.ts';
import { inBothModes } from './genuine.ts';

export const xsw7: CatalogueCase = {
  id: 'xsw7',
  group: 'xsw',
  title: 'A forged Assertion with the same ID in Extensions',
  severity: 'crit',
  verdict: 'reject',
  basis: ['SAML Raider set', 'SAML Core 3.2.2', 'SAML Core 5.4.2'],
  risk: 'The schema allows anything in Extensions; a search for an Assertion at any depth finds the attacker’s first.',
  fix: 'Read only the Assertion that is a child of the Response, by its full path, and refuse a message in which any ID occurs twice.',
  runs: [
    ...inBothModes({
      check: 'schema',
      build: ({ xml, stripped }, spec) =>
        insertBefore(xml, 'Assertion', extensions(forgedCopy(stripped, spec, []))),
    }),
    // The Assertion that counts is valid, and Extensions may be ignored (SAML Core 3.2.1).
    ...inBothModes({
      title: 'schema-valid: each ID once',
      verdict: 'inert',
      build: ({ xml, stripped }, spec) =>
        insertBefore(xml, 'Status', extensions(forgedCopy(stripped, spec, ['Assertion']))),
    }),
  ],
};
