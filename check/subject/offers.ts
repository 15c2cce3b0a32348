import type { Need } from '../../catalogue/index.ts';

/** Needs that `--offers` can name. All others are detected, or cannot be met over HTTP. */
export const offerable = [
  'second-signing-key',
  'ec-signing-key',
  'second-idp',
  'unsolicited-allowed',
  'unsolicited-refused',
] as const satisfies readonly Need[];
export type Offer = (typeof offerable)[number];
