import type { CatalogueCase } from '../case.ts';
import { withConditions } from '../change-spec.ts';
import { later } from '../honest.ts';
import { signedAfter } from '../proto/change.ts';

const MINUTE = 60;

export const notBeforeFuture: CatalogueCase = {
  id: 'cond-notbefore-future',
  group: 'cond',
  title: 'An Assertion that is not yet valid',
  severity: 'high',
  verdict: 'reject',
  basis: ['SAML Core 2.5.1.2'],
  risk: 'An Assertion issued for later is used now.',
  fix: 'Refuse an Assertion whose NotBefore is later than now plus the allowed clock skew.',
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
  risk: 'A stolen Assertion never stops working.',
  fix: 'Refuse an Assertion whose Conditions have a NotOnOrAfter earlier than now minus the allowed clock skew.',
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
