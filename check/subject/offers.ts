import type { Need } from '../../catalogue/index.ts';

/** What somebody can say that a service provider was set up for. All other needs are seen, or cannot be met over HTTP. */
export const offerable = [
  'second-signing-key',
  'ec-signing-key',
  'second-idp',
  'unsolicited-allowed',
  'unsolicited-refused',
] as const satisfies readonly Need[];
export type Offer = (typeof offerable)[number];
