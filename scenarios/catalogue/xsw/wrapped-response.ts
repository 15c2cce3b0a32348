/** The genuine Response survives where the Reference still finds it; the root around it is forged. */
import type { CatalogueCase } from '../case.ts';
import type { ResponseSpec } from '../response-spec.ts';
import { insertBefore, insertLast } from '../xml-text.ts';
import { dsObject, extensions, forgedCopy, statusDetail } from './forged.ts';
import { type Genuine, onResponse } from './genuine.ts';

/** As in the literature: the Assertion inside keeps its ID, so that two elements have it. */
const forgedRoot = ({ xml }: Genuine, spec: ResponseSpec) => forgedCopy(xml, spec, ['Response']);

/** No ID occurs twice, as the schema wants it. */
const validRoot = ({ xml }: Genuine, spec: ResponseSpec) =>
  forgedCopy(xml, spec, ['Response', 'Assertion']);

const somorovsky = 'Somorovsky et al., On Breaking SAML, 2012';

export const xsw1: CatalogueCase = {
  id: 'xsw1',
  group: 'xsw',
  title: 'Forged Response around the genuine one, which sits inside the Signature',
  severity: 'crit',
  verdict: 'reject',
  basis: [somorovsky, 'SAML Core 5.4.2'],
  risk: 'Whoever holds one signed response of their own signs in as anyone.',
  fix: 'Require that the Reference names the ID of the element in which the Signature stands, and read only that element.',
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
  id: 'xsw2',
  group: 'xsw',
  title: 'Forged Response with the genuine one just before the Signature',
  severity: 'crit',
  verdict: 'reject',
  basis: [somorovsky, 'SAML Core 5.4.2'],
  risk: 'Whoever holds one signed response of their own signs in as anyone.',
  fix: 'Require that the Reference names the ID of the element in which the Signature stands, and read only that element.',
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
