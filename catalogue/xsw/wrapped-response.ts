/** The genuine Response is moved to where the Reference still finds it, into a forged root. */
import type { CatalogueCase } from '../case.ts';
import type { ResponseSpec } from '../response-spec.ts';
import { insertBefore, insertLast } from '../xml-text.ts';
import { dsObject, extensions, forgedCopy, statusDetail } from './forged.ts';
import { type Genuine, onResponse } from './genuine.ts';

/** As in the literature: the Assertion inside keeps its ID, so two elements have it. */
const forgedRoot = ({ xml }: Genuine, spec: ResponseSpec) => forgedCopy(xml, spec, ['Response']);

/** No ID occurs twice, as the schema requires. */
const validRoot = ({ xml }: Genuine, spec: ResponseSpec) =>
  forgedCopy(xml, spec, ['Response', 'Assertion']);

/** Common parts of the two cases, which differ in where the genuine Response is. */
const wrapping = {
  group: 'xsw',
  severity: 'crit',
  verdict: 'reject',
  basis: ['Somorovsky et al., On Breaking SAML, 2012', 'SAML Core 5.4.2'],
  risk: 'Anyone with a signed response for their own account can sign in as anyone.',
  fix: 'Require that the Reference names the ID of the parent of the Signature, and read only that element.',
} as const;

export const xsw1: CatalogueCase = {
  ...wrapping,
  id: 'xsw1',
  title: 'A forged Response with the genuine one inside the Signature',
  runs: [
    onResponse({
      check: 'schema',
      build: (genuine, spec) =>
        insertLast(forgedRoot(genuine, spec), 'Signature', genuine.stripped),
    }),
    onResponse({
      title: 'schema-valid: inside ds:Object',
      check: 'signature_profile',
      build: (genuine, spec) =>
        insertLast(validRoot(genuine, spec), 'Signature', dsObject(genuine.stripped)),
    }),
  ],
};

export const xsw2: CatalogueCase = {
  ...wrapping,
  id: 'xsw2',
  title: 'A forged Response with the genuine one just before the Signature',
  runs: [
    onResponse({
      check: 'schema',
      build: (genuine, spec) =>
        insertBefore(forgedRoot(genuine, spec), 'Signature', genuine.stripped),
    }),
    onResponse({
      title: 'schema-valid: inside StatusDetail',
      check: 'signature_profile',
      build: (genuine, spec) =>
        insertLast(validRoot(genuine, spec), 'Status', statusDetail(genuine.stripped)),
    }),
    onResponse({
      title: 'schema-valid: inside an element of another namespace in Extensions',
      check: 'signature_profile',
      build: (genuine, spec) =>
        insertBefore(
          validRoot(genuine, spec),
          'Status',
          extensions(`<Wrapper xmlns="urn:example:wrapper">${genuine.stripped}</Wrapper>`),
        ),
    }),
  ],
};
