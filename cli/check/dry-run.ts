import { type CatalogueCase, severityName } from '../../catalogue/index.ts';
import {
  countPlan,
  countsSentence,
  type EarlierReport,
  messagesOfCases,
  type Plan,
  type PlannedRun,
  planCheck,
  plural,
  skippedByReason,
  type Target,
} from '../../check/index.ts';
import { defaultDataDir } from '../../lab/index.ts';
import { printable } from '../../text-files/printable.ts';
import { hasKeys } from './open-target.ts';
import type { CheckCommandOptions } from './options.ts';

/** What `--dry-run` prints: where the check would send what, as whom, and which cases it would play. */
export async function dryRunText(
  cases: readonly CatalogueCase[],
  options: CheckCommandOptions,
  target: Target,
): Promise<string> {
  const plan = planCheck(cases, target);
  const setup = await target.setUp([]);
  const { foreign, nameId, nameIdFormat, claims, browser, concurrency, reports } = options;
  const signOn = setup.loginUrl ?? 'none: IdP-initiated responses only';
  const facts: readonly (readonly [string, string])[] = [
    ['Service provider', target.name],
    ['Metadata', target.metadataSource ?? "samlab's own"],
    ['Sends to', [...target.origins].join(' and ')],
    ['Login URL', foreign ? signOn : "samlab's own service provider, started for the check"],
    ...(foreign
      ? ([
          ['Responses', setup.sp.acs],
          ['Who is signed in', setup.probe.url],
          ...(setup.accountUrl === undefined ? [] : [['Logout URL', setup.accountUrl] as const]),
        ] as const)
      : []),
    ['Signs as', setup.identityProvider.entityId],
    ['Keys', keysOf(options)],
    [
      'Signs in',
      foreign ? [nameId, nameIdFormat].filter(Boolean).join(', ') : setup.identity.nameId,
    ],
    ...(claims.length > 0 ? [['Claims', claims.map(({ name }) => name).join(', ')] as const] : []),
    [
      'Browser',
      `${browser ? 'Chromium' : 'an HTTP client'}, ${plural(concurrency, 'sign-in')} at a time`,
    ],
    ...countsOf(plan, options),
    ...(reports.length > 0
      ? [['Reports', reports.map(({ kind, file }) => `${kind}:${file}`).join(', ')] as const]
      : []),
  ];
  const width = Math.max(...facts.map(([name]) => name.length));
  return [
    '',
    '  Nothing was sent: this is what the check would do.',
    '',
    ...facts.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`),
    ...caseLines(plan.runs.filter(isPlayed)),
    ...skippedLines(plan.runs.filter((run) => !isPlayed(run))),
    '',
    '',
  ]
    .map(printable)
    .join('\n');
}

function keysOf({ foreign, dataDir, application }: CheckCommandOptions): string {
  if (!foreign && dataDir === undefined && application === undefined)
    return 'new ones, for this check only';
  const folder = dataDir ?? defaultDataDir;
  return hasKeys(folder)
    ? `of ${application ?? 'Peakon'}, in ${folder}`
    : `none in ${folder} yet: the check, or samlab check --print-idp-metadata, makes them there`;
}

const isPlayed = ({ skipped }: PlannedRun) => skipped === undefined;

function countsOf(
  plan: Plan,
  { earlier, concurrency }: CheckCommandOptions,
): (readonly [string, string])[] {
  const { runs, requests } = plan;
  const played = runs.filter(isPlayed);
  const time = earlier && timeOf(played, earlier, concurrency);
  return [
    ['Counts', countsSentence(countPlan(plan), 'planned')],
    [
      'Requests',
      `at least ${requests}, with a control sign-in before each message; redirects not counted`,
    ],
    ...(time === undefined || !earlier
      ? []
      : [['Takes', `about ${time}, as in ${earlier.file}`] as const]),
  ];
}

/** By the times of an earlier check, in minutes or seconds; undefined if it played none of these runs. */
function timeOf(
  runs: readonly PlannedRun[],
  { cases }: EarlierReport,
  concurrency: number,
): string | undefined {
  const before = new Map(
    Object.values(cases).flatMap((of) => of.runs.map(({ id, durationMs }) => [id, durationMs])),
  );
  const known = runs.flatMap(({ id }) => before.get(id) ?? []);
  if (known.length === 0) return undefined;
  const average = known.reduce((sum, ms) => sum + ms, 0) / known.length;
  const seconds = (average * runs.length) / concurrency / 1000;
  return seconds < 60
    ? plural(Math.max(1, Math.round(seconds)), 'second')
    : `${(seconds / 60).toFixed(1)} minutes`;
}

const casesOf = (runs: readonly PlannedRun[]) => [...new Set(runs.map(({ of }) => of))];

function caseLines(runs: readonly PlannedRun[]): string[] {
  const cases = casesOf(runs);
  if (cases.length === 0) return ['', '  No case can be played.'];
  const width = Math.max(...cases.map(({ id }) => id.length));
  return [
    '',
    '  Cases:',
    ...cases.map((of) => {
      const count = runs.filter((run) => run.of === of).length;
      const several = count > 1 ? ` (${count} messages)` : '';
      return `  ${of.id.padEnd(width)}  ${severityName[of.severity].padEnd(8)}  ${of.title}${several}`;
    }),
  ];
}

function skippedLines(runs: readonly PlannedRun[]): string[] {
  const skipped = skippedByReason(
    runs.flatMap(({ id, skipped: reason }) => (reason === undefined ? [] : [{ id, reason }])),
  );
  if (skipped.length === 0) return [];
  return [
    '',
    `  Skipped: ${messagesOfCases(runs.map(({ id }) => id))}.`,
    ...skipped.flatMap(({ reason, ids }) => [`  ${reason}`, `    ${ids.join(', ')}`]),
  ];
}
