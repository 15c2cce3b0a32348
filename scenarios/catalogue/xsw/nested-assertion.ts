/** The genuine Assertion moves inside a hostile one that has no Signature. */
import type { CatalogueCase } from '../case.ts';
import type { ResponseSpec } from '../response-spec.ts';
import { insertAfter, insertLast, replaceElement } from '../xml-text.ts';
import { type Genuine, inBothModes } from './genuine.ts';
import { hostileCopy } from './hostile.ts';

const hostile = ({ stripped }: Genuine, spec: ResponseSpec) =>
  hostileCopy(stripped, spec, ['Assertion']);

export const xsw4: CatalogueCase = {
  id: 'xsw4',
  group: 'xsw',
  title: 'Genuine Assertion inside the hostile one',
  severity: 'crit',
  verdict: 'reject',
  basis: ['SAML Raider set', 'SAML Core 5.4.2'],
  risk: 'The signature verifies somewhere in the message, and the Assertion that is read is the attacker’s.',
  fix: 'Look for the Signature among the children of the Assertion that will be read, nowhere deeper.',
  runs: [
    ...inBothModes({
      check: 'schema',
      build: (genuine, spec) =>
        replaceElement(
          genuine.xml,
          'Assertion',
          insertLast(hostile(genuine, spec), 'Assertion', genuine.signed),
        ),
    }),
    ...inBothModes({
      title: 'schema-valid: inside Advice',
      check: 'signature_present',
      build: (genuine, spec) =>
        replaceElement(
          genuine.xml,
          'Assertion',
          insertAfter(hostile(genuine, spec), 'Conditions', `<Advice>${genuine.signed}</Advice>`),
        ),
    }),
  ],
};
