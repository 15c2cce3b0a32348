/** The genuine Assertion moves inside a forged one that has no Signature. */
import type { CatalogueCase } from '../case.ts';
import type { ResponseSpec } from '../response-spec.ts';
import { insertAfter, insertLast, replaceElement } from '../xml-text.ts';
import { forgedCopy } from './forged.ts';
import { type Genuine, inBothModes } from './genuine.ts';

const forged = ({ stripped }: Genuine, spec: ResponseSpec) =>
  forgedCopy(stripped, spec, ['Assertion']);

export const xsw4: CatalogueCase = {
  id: 'xsw4',
  group: 'xsw',
  title: 'The genuine Assertion inside a forged one',
  severity: 'crit',
  verdict: 'reject',
  basis: ['SAML Raider set', 'SAML Core 5.4.2'],
  risk: 'A signature somewhere in the message verifies, but the Assertion that is read is the attacker’s.',
  fix: 'Look for the Signature only among the children of the Assertion that you read, not deeper.',
  runs: [
    ...inBothModes({
      check: 'schema',
      build: (genuine, spec) =>
        replaceElement(
          genuine.xml,
          'Assertion',
          insertLast(forged(genuine, spec), 'Assertion', genuine.signed),
        ),
    }),
    ...inBothModes({
      title: 'schema-valid: inside Advice',
      check: 'signature_present',
      build: (genuine, spec) =>
        replaceElement(
          genuine.xml,
          'Assertion',
          insertAfter(forged(genuine, spec), 'Conditions', `<Advice>${genuine.signed}</Advice>`),
        ),
    }),
  ],
};
