import type { CatalogueCase } from '../case.ts';
import { withConditions } from '../change-spec.ts';
import { later } from '../honest.ts';
import { signedAfter } from '../proto/change.ts';

const MINUTE = 60;

export const notBeforeFuture: CatalogueCase = {
  id: 'cond-notbefore-future',
  group: 'cond',
  title: 'An Assertion that is not valid yet',
  severity: 'high',
  verdict: 'reject',
  basis: ['SAML Core 2.5.1.2'],
  risk: 'An Assertion made for later is used now, when nobody watches for it.',
  fix: 'Refuse an Assertion while NotBefore is ahead of the clock by more than the allowed skew.',
  runs: [
    {
      message: signedAfter((honest) =>
        withConditions(honest, { notBefore: later(honest.now, 10 * MINUTE) }),
      ),
      check: 'not_before',
    },
  ],
};

export const expired: CatalogueCase = {
  id: 'cond-expired',
  group: 'cond',
  title: 'An Assertion that has expired',
  severity: 'crit',
  verdict: 'reject',
  basis: ['SAML Core 2.5.1.2', 'CVE-2026-41577'],
  risk: 'A stolen Assertion works for ever.',
  fix: 'Refuse an Assertion once NotOnOrAfter of its Conditions has passed by more than the allowed skew.',
  runs: [
    {
      message: signedAfter((honest) =>
        withConditions(honest, {
          notBefore: later(honest.now, -75 * MINUTE),
          notOnOrAfter: later(honest.now, -10 * MINUTE),
        }),
      ),
      check: 'not_on_or_after',
    },
  ],
};
