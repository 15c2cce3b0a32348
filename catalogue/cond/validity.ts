import type { CatalogueCase, MessageMaker } from '../case.ts';
import { withConditions } from '../change-spec.ts';
import { later } from '../honest.ts';
import { signedAfter } from '../proto/change.ts';

const MINUTE = 60;

const notBeforeIn = (minutes: number): MessageMaker =>
  signedAfter((honest) =>
    withConditions(honest, { notBefore: later(honest.now, minutes * MINUTE) }),
  );

const expiredFor = (minutes: number): MessageMaker =>
  signedAfter((honest) =>
    withConditions(honest, {
      notBefore: later(honest.now, -(minutes + 65) * MINUTE),
      notOnOrAfter: later(honest.now, -minutes * MINUTE),
    }),
  );

/** More than the 3 to 5 minutes that the deployment profile allows. */
const tooMuchSkew = {
  severity: 'low',
  basis: ['SAML2int SDP-G01 (3 to 5 minutes)'],
  risk: 'Every validity time is stretched by a clock skew larger than clocks differ.',
  fix: 'Allow a clock skew of at most 5 minutes.',
} as const;

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
    { title: 'for another hour', message: notBeforeIn(60), check: 'not_before' },
    {
      title: 'for another 12 minutes',
      ...tooMuchSkew,
      message: notBeforeIn(12),
      withoutTrick: [{ of: 'cond-notbefore-future', message: notBeforeIn(60) }],
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
    { title: 'an hour ago', message: expiredFor(60), check: 'not_on_or_after' },
    {
      title: '12 minutes ago',
      ...tooMuchSkew,
      message: expiredFor(12),
      withoutTrick: [{ of: 'cond-expired', message: expiredFor(60) }],
      check: 'not_on_or_after',
    },
  ],
};
