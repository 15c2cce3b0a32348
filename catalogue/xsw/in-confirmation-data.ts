import type { CatalogueCase } from '../case.ts';
import type { ResponseSpec } from '../response-spec.ts';
import { NothingToChange, replaceElement } from '../xml-text.ts';
import { forgedCopy } from './forged.ts';
import { type Genuine, inBothModes, onResponse } from './genuine.ts';

/** SubjectConfirmationData allows any element (SAML Core 2.4.1.2). */
function nest(outer: string, inner: string): string {
  const empty = /<SubjectConfirmationData[^>]*\/>/.exec(outer)?.[0];
  if (!empty) throw new NothingToChange('The message has no empty SubjectConfirmationData.');
  const opened = `${empty.slice(0, -2)}>${inner}</SubjectConfirmationData>`;
  return replaceElement(outer, 'SubjectConfirmationData', opened);
}

const inAssertion = ({ xml }: Genuine, forged: string, inner: string) =>
  replaceElement(xml, 'Assertion', nest(forged, inner));

const inResponse = ({ xml }: Genuine, spec: ResponseSpec, inner: string) =>
  nest(forgedCopy(xml, spec, ['Response', 'Assertion']), inner);

export const xswInConfirmationData: CatalogueCase = {
  id: 'xsw-in-confirmation-data',
  group: 'xsw',
  title: 'The genuine element inside SubjectConfirmationData of a forged Assertion',
  severity: 'crit',
  verdict: 'reject',
  basis: ['CVE-2017-1000452', 'CVE-2025-47949', 'SAML Core 5.4.2'],
  risk: 'The message is schema-valid and its signature verifies, but the Assertion that is read is the attacker’s.',
  fix: 'Require that the Reference names the ID of the parent of the Signature; schema validation does not stop this attack.',
  runs: [
    ...inBothModes({
      title: 'genuine Assertion, its Signature on the forged one',
      check: 'signature_profile',
      build: (genuine, spec) =>
        inAssertion(genuine, forgedCopy(genuine.signed, spec, ['Assertion']), genuine.stripped),
    }),
    ...inBothModes({
      title: 'genuine Assertion with its Signature',
      check: 'signature_present',
      build: (genuine, spec) =>
        inAssertion(genuine, forgedCopy(genuine.stripped, spec, ['Assertion']), genuine.signed),
    }),
    onResponse({
      title: 'genuine Response, its Signature on the forged one',
      check: 'signature_profile',
      build: (genuine, spec) => inResponse(genuine, spec, genuine.stripped),
    }),
    onResponse({
      title: 'genuine Response with its Signature',
      check: 'signature_present',
      build: (genuine, spec) =>
        inResponse({ ...genuine, xml: genuine.stripped }, spec, genuine.signed),
    }),
  ],
};
