import type { CatalogueCase } from './case.ts';
import { condCases } from './cond/index.ts';
import { mdCases } from './md/index.ts';
import { okCases } from './ok/index.ts';
import { protoCases } from './proto/index.ts';
import { reqCases } from './req/index.ts';
import { sigCases } from './sig/index.ts';
import { sloCases } from './slo/index.ts';
import { webCases } from './web/index.ts';
import { xmlCases } from './xml/index.ts';
import { xswCases } from './xsw/index.ts';

/** Every case, in the order in which the cases run. */
export const allCases: readonly CatalogueCase[] = [
  ...okCases,
  ...sigCases,
  ...xswCases,
  ...xmlCases,
  ...protoCases,
  ...condCases,
  ...webCases,
  ...sloCases,
  ...mdCases,
  ...reqCases,
];

const byId = new Map(allCases.map((one) => [one.id, one]));

/** The case with this id; undefined if there is none. */
export const caseById = (id: string): CatalogueCase | undefined => byId.get(id);
