/** The forged Assertion has the genuine Signature; the element that it covers is elsewhere, without it. */
import type { CatalogueCase } from '../case.ts';
import type { ResponseSpec } from '../response-spec.ts';
import { insertBefore, insertLast, replaceElement } from '../xml-text.ts';
import { dsObject, extensions, forgedCopy } from './forged.ts';
import { type Genuine, inBothModes } from './genuine.ts';

const newId = ({ signed }: Genuine, spec: ResponseSpec) => forgedCopy(signed, spec, ['Assertion']);
const sameId = ({ signed }: Genuine, spec: ResponseSpec) => forgedCopy(signed, spec, []);

const instead = ({ xml }: Genuine, assertion: string) =>
  replaceElement(xml, 'Assertion', assertion);

const risk =
  'The Signature is in the right place but covers an element other than the one that is read.';

export const xsw5: CatalogueCase = {
  id: 'xsw5',
  group: 'xsw',
  title: 'A forged Assertion with the genuine Signature; the genuine Assertion at the end',
  severity: 'crit',
  verdict: 'reject',
  basis: ['SAML Raider set', 'SAML Core 5.4.2'],
  risk,
  fix: 'Require that the Reference names the ID of the parent of the Signature, and refuse more than one Assertion.',
  runs: [
    ...inBothModes({
      check: 'one_assertion',
      build: (genuine, spec) =>
        insertLast(instead(genuine, newId(genuine, spec)), 'Response', genuine.stripped),
    }),
    ...inBothModes({
      title: 'one Assertion only: the genuine one inside Extensions',
      check: 'signature_profile',
      build: (genuine, spec) =>
        insertBefore(
          instead(genuine, newId(genuine, spec)),
          'Status',
          extensions(genuine.stripped),
        ),
    }),
  ],
};

export const xsw6: CatalogueCase = {
  id: 'xsw6',
  group: 'xsw',
  title:
    'A forged Assertion with the genuine Signature; the genuine Assertion inside that Signature',
  severity: 'crit',
  verdict: 'reject',
  basis: ['SAML Raider set', 'SAML Core 5.4.2'],
  risk,
  fix: 'Require that the Reference names the ID of the parent of the Signature, and refuse foreign elements in a Signature.',
  runs: [
    ...inBothModes({
      check: 'schema',
      build: (genuine, spec) =>
        instead(genuine, insertLast(newId(genuine, spec), 'Signature', genuine.stripped)),
    }),
    ...inBothModes({
      title: 'schema-valid: inside KeyInfo',
      check: 'signature_profile',
      build: (genuine, spec) =>
        instead(genuine, insertLast(newId(genuine, spec), 'KeyInfo', genuine.stripped)),
    }),
  ],
};

export const xsw8: CatalogueCase = {
  id: 'xsw8',
  group: 'xsw',
  title: 'A forged Assertion with the genuine ID and Signature; the genuine Assertion in ds:Object',
  severity: 'crit',
  verdict: 'reject',
  basis: ['SAML Raider set', 'SAML 2.0 Errata E91'],
  risk: 'The Reference names the forged Assertion, but a lookup by ID finds the genuine one.',
  fix: 'Refuse ds:Object in a Signature, and a message in which any ID occurs twice.',
  runs: [
    ...inBothModes({
      check: 'schema',
      build: (genuine, spec) =>
        instead(
          genuine,
          insertLast(sameId(genuine, spec), 'Signature', dsObject(genuine.stripped)),
        ),
    }),
    ...inBothModes({
      title: 'schema-valid: each ID once',
      check: 'signature_profile',
      build: (genuine, spec) =>
        instead(genuine, insertLast(newId(genuine, spec), 'Signature', dsObject(genuine.stripped))),
    }),
  ],
};
