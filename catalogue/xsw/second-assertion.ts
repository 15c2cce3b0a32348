/** A forged Assertion without a Signature next to the genuine one. */
import type { CatalogueCase } from '../case.ts';
import { insertAfter, insertBefore } from '../xml-text.ts';
import { forgedCopy } from './forged.ts';
import { inBothModes } from './genuine.ts';

export const xsw3: CatalogueCase = {
  id: 'xsw3',
  group: 'xsw',
  title: 'A forged Assertion before the genuine one',
  severity: 'crit',
  verdict: 'reject',
  basis: ['CVE-2026-25922', 'SAML Core 5.4.2'],
  risk: 'Code that reads the first Assertion signs in any user that the attacker names.',
  fix: 'Refuse more than one Assertion, and read the one that you verified, never the first one found.',
  runs: inBothModes({
    check: 'one_assertion',
    build: ({ xml, stripped }, spec) =>
      insertBefore(xml, 'Assertion', forgedCopy(stripped, spec, ['Assertion'])),
  }),
};

export const xswSecondAfter: CatalogueCase = {
  id: 'xsw-second-after',
  group: 'xsw',
  title: 'A forged Assertion after the genuine one',
  severity: 'crit',
  verdict: 'reject',
  basis: ['CVE-2022-41912', 'SAML Core 5.4.2'],
  risk: 'Code that reads the last Assertion, or a value from each, signs in any user that the attacker names.',
  fix: 'Refuse more than one Assertion, and read the one that you verified.',
  runs: inBothModes({
    check: 'one_assertion',
    build: ({ xml, stripped }, spec) =>
      insertAfter(xml, 'Assertion', forgedCopy(stripped, spec, ['Assertion'])),
  }),
};
