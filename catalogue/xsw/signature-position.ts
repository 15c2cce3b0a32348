import type { CatalogueCase } from '../case.ts';
import type { ResponseSpec } from '../response-spec.ts';
import { elementText, insertAfter, insertBefore, replaceElement } from '../xml-text.ts';
import { extensions, forgedCopy } from './forged.ts';
import { type Genuine, inBothModes } from './genuine.ts';

/** A Response that has the Assertion's Signature as its child, and a forged Assertion. */
const moved = ({ xml, signed, stripped }: Genuine, spec: ResponseSpec) =>
  insertAfter(
    replaceElement(xml, 'Assertion', forgedCopy(stripped, spec, ['Assertion'])),
    'Issuer',
    elementText(signed, 'Signature'),
  );

export const xswSignaturePosition: CatalogueCase = {
  id: 'xsw-signature-position',
  group: 'xsw',
  title: 'The Signature of the Assertion moved to the Response',
  severity: 'crit',
  verdict: 'reject',
  basis: ['CVE-2024-8698', 'SAML Core 5.4.2'],
  risk: 'The service provider assumes that a Signature covers its parent, so the signature of an Assertion seems to cover the whole Response.',
  fix: 'Read from the Reference what a Signature covers, and require that this is its parent.',
  runs: [
    ...inBothModes({
      check: 'one_assertion',
      build: (genuine, spec) => insertAfter(moved(genuine, spec), 'Assertion', genuine.stripped),
    }),
    ...inBothModes({
      title: 'one Assertion only: the genuine one inside Extensions',
      check: 'signature_profile',
      build: (genuine, spec) =>
        insertBefore(moved(genuine, spec), 'Status', extensions(genuine.stripped)),
    }),
  ],
};
