import type { CatalogueCase } from '../case.ts';
import { withConditions } from '../change-spec.ts';
import type { ResponseSpec } from '../response-spec.ts';
import { solicitedTwice, unsolicitedTwice } from '../web/present-twice.ts';

const oneTimeUse = (spec: ResponseSpec) =>
  withConditions(spec, { content: `${spec.assertion.conditions.content}<OneTimeUse/>` });

/** The case about presenting it once. */
const firstTime = 'ok-one-time-use';

export const oneTimeUseReplay: CatalogueCase = {
  id: 'cond-one-time-use-replay',
  group: 'cond',
  title: 'A OneTimeUse Assertion, presented twice',
  severity: 'high',
  verdict: 'reject',
  basis: ['SAML Core 2.5.1.5', 'SAML Profiles 4.1.4.5'],
  risk: 'Anyone who reads the Response in transit or in a browser history can sign in as its subject.',
  fix: 'Remember the ID of each accepted Assertion until it expires, and refuse it the second time.',
  runs: [
    solicitedTwice({ change: oneTimeUse, first: firstTime }),
    unsolicitedTwice({ change: oneTimeUse, first: firstTime }),
  ],
};
