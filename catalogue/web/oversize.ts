import type { CatalogueCase, MessageMaker } from '../case.ts';
import { withResponse } from '../change-spec.ts';
import { signedAfter } from '../proto/change.ts';

const FIVE_MB = 5_000_000;

const padded = (bytes: number): MessageMaker =>
  signedAfter((honest) =>
    withResponse(honest, {
      extensions: `<samlp:Extensions><p xmlns="urn:example:padding">${'a'.repeat(bytes)}</p></samlp:Extensions>`,
    }),
  );

export const oversize: CatalogueCase = {
  id: 'web-oversize',
  group: 'web',
  title: 'A Response of five megabytes',
  severity: 'med',
  verdict: 'reject',
  basis: ['CVE-2025-54572'],
  risk: 'A few requests fill the memory of the service provider before it verifies any signature.',
  fix: 'Limit the request body, and the message before parsing it; 250,000 bytes are enough.',
  runs: [
    {
      needs: ['load'],
      message: padded(FIVE_MB),
      validTwin: padded(10),
      check: 'size',
    },
  ],
};
