import type { CatalogueCase, MessageMaker, OtherMessage, Run } from '../case.ts';
import { withAssertion, withConditions, withResponse } from '../change-spec.ts';
import { later } from '../honest.ts';
import type { ResponseSpec } from '../response-spec.ts';
import { signedAfter, withAuthnInstant } from './change.ts';

const DAY = 24 * 60 * 60;

function issuedAt(spec: ResponseSpec, seconds: number): ResponseSpec {
  const issueInstant = later(spec.now, seconds);
  return withResponse(withAssertion(spec, { issueInstant }), { issueInstant });
}

const yearsAhead: MessageMaker = signedAfter((honest) => issuedAt(honest, 3650 * DAY));

/** IssueInstant is not looked at. */
const unread: readonly OtherMessage[] = [{ of: 'proto-issueinstant-window', message: yearsAhead }];

interface Malformed {
  readonly title: string;
  readonly text: (now: Date) => string | undefined;
  /** The schema's xs:dateTime allows an instant without a time zone; SAML does not. */
  readonly inSchema?: true;
}

const malformed: readonly Malformed[] = [
  { title: 'absent', text: () => undefined },
  { title: 'empty', text: () => '' },
  { title: 'without a time zone', text: (now) => later(now, 0).replace('Z', ''), inSchema: true },
  { title: 'a day that does not exist', text: (now) => `${now.getUTCFullYear()}-02-30T12:00:00Z` },
  { title: 'seconds since 1970', text: (now) => `${Math.floor(now.getTime() / 1000)}` },
];

/** "UTC form, with no time zone component" can be read either way. */
const withoutZone = {
  verdict: 'policy',
  risk: 'A reader in another time zone takes it for local time, hours off; SAML itself says "with no time zone component".',
  fix: 'Refuse an instant without Z, or read it as UTC; never as local time.',
} as const;

export const issueInstantMalformed: CatalogueCase = {
  id: 'proto-issueinstant-malformed',
  group: 'proto',
  title: 'An IssueInstant that is not a valid instant',
  severity: 'med',
  verdict: 'reject',
  basis: ['SAML Core 1.3.3'],
  risk: 'An invalid date is neither too early nor too late, so a comparison accepts it.',
  fix: 'Parse every instant strictly, as UTC, and refuse the message if one cannot be parsed.',
  runs: malformed.flatMap(({ title, text, inSchema }): Run[] => [
    {
      title: `Response, ${title}`,
      ...(inSchema && withoutZone),
      withoutTrick: unread,
      message: signedAfter((honest) => withResponse(honest, { issueInstant: text(honest.now) })),
      check: inSchema ? 'issue_instant' : ['schema', 'issue_instant'],
    },
    {
      title: `Assertion, ${title}`,
      ...(inSchema && withoutZone),
      withoutTrick: unread,
      message: signedAfter((honest) => withAssertion(honest, { issueInstant: text(honest.now) })),
      check: inSchema ? 'assertion_issue_instant' : ['schema', 'assertion_issue_instant'],
    },
  ]),
};

/** A message that is a day old: all its times are from that day, except for the end of its validity. */
function dayOld(honest: ResponseSpec): ResponseSpec {
  const spec = withConditions(issuedAt(honest, -DAY), {
    notBefore: later(honest.now, -DAY - 5 * 60),
  });
  return withAuthnInstant(spec, later(honest.now, -DAY));
}

export const issueInstantWindow: CatalogueCase = {
  id: 'proto-issueinstant-window',
  group: 'proto',
  title: 'An IssueInstant far in the future, or a day ago',
  severity: 'low',
  verdict: 'reject',
  basis: ['SAML2int SDP-G01'], // SAML itself bounds Conditions and the confirmation only
  risk: 'A response that was stored for a day, or one from a clock that is years ahead, opens a session.',
  fix: 'Refuse messages issued in the future, beyond the allowed clock skew, or more than a few hours ago.',
  runs: [
    {
      title: 'ten years ahead',
      message: yearsAhead,
      check: ['issue_instant', 'assertion_issue_instant'],
    },
    {
      title: 'a day old, conditions still valid',
      message: signedAfter(dayOld),
      check: 'freshness',
    },
  ],
};
