import type { Severity } from '../../catalogue/index.ts';
import { isFinding, type RunVerdict } from '../verdict.ts';
import { countCases, plural } from './counts.ts';
import { nextSteps } from './next-steps.ts';
import type { CaseChange, CaseReport, CheckReport, Finding } from './report.ts';
import { severities } from './worst-run.ts';

export interface Summary {
  /** The result in one sentence. */
  readonly sentence: string;
  /** No findings, and nothing that had to be left out because of an interruption or samlab itself. */
  readonly good: boolean;
  /** Cases that count against the target, those that the baseline does not accept: by cause, worst first. */
  readonly findings: readonly Finding[];
  /** At most three, in the order to do them. */
  readonly nextSteps: readonly string[];
  readonly counts: Readonly<Record<RunVerdict, number>>;
  /** Messages that samlab itself could not play. */
  readonly notPlayed: number;
  /** Messages that show nothing, because the valid sign-in before them failed. */
  readonly notProven: number;
}

/** The summary of a report. */
export function summarise(report: CheckReport): Summary {
  const cases = Object.values(report.cases);
  const findings = byCause(cases.filter(counts));
  const runs = cases.flatMap((each) => each.runs);
  const notPlayed = runs.filter(({ verdict }) => verdict === 'not-played').length;
  const notProven = runs.filter(({ controlFailed }) => controlFailed).length;
  return {
    findings,
    good: findings.length === 0 && report.partial === undefined && notPlayed + notProven === 0,
    counts: countVerdicts(cases),
    notPlayed,
    notProven,
    sentence: sentenceOf(report, cases, findings, { notPlayed, notProven }),
    nextSteps: nextSteps(report, failingFirst(findings, report)),
  };
}

/**
 * The cases that make the check fail. In a comparison with an earlier check these are only what is new or worse, or was not played then, and
 * what is wrong in the baseline.
 */
export function failing({ cases, comparison }: CheckReport): CaseReport[] {
  const counted = Object.values(cases).filter(counts);
  if (!comparison) return counted;
  const since = comparison.changes.filter(({ change }) => newKinds.includes(change));
  const ids = new Set(since.map(({ id }) => id));
  return counted.filter(({ id, baseline }) => baseline !== undefined || ids.has(id));
}

const newKinds: readonly CaseChange['change'][] = ['new', 'worse', 'not-played-then'];

/** Whether a case needs work: a finding that the baseline does not accept, or a baseline entry that no longer applies. */
export function counts({ verdict, baseline }: CaseReport): boolean {
  if (baseline) return baseline.state !== 'known';
  return isFinding(verdict);
}

/** A word for each verdict, in the order in which they are counted. */
const verdictWords: readonly (readonly [RunVerdict, string])[] = [
  ['pass', 'passed'],
  ['inert-ok', 'harmless'],
  ['policy-noted', 'noted'],
  ['fail', 'failed'],
  ['warn', 'with a warning'],
  ['error', 'in error'],
  ['inconclusive', 'inconclusive'],
  ['not-shown', 'not shown'],
  ['not-played', 'not played'],
  ['not-applicable', 'skipped'],
];

/** The word for a verdict, as in "12 passed". */
export const verdictWord = (of: RunVerdict): string =>
  verdictWords.find(([verdict]) => verdict === of)?.[1] ?? of;

/** How many cases had which result, in words: "12 passed"; known failures of the baseline apart. */
export function countResults(
  cases: readonly CaseReport[],
): { readonly verdict: RunVerdict; readonly word: string; readonly count: number }[] {
  const isKnown = ({ baseline }: CaseReport) => baseline?.state === 'known';
  const counted = countVerdicts(cases.filter((of) => !isKnown(of)));
  const known = cases.filter(isKnown).length;
  return [
    ...verdictWords.map(([verdict, word]) => ({ verdict, word, count: counted[verdict] })),
    {
      verdict: 'policy-noted' as const,
      word: known === 1 ? 'known failure' : 'known failures',
      count: known,
    },
  ].filter(({ count }) => count > 0);
}

function countVerdicts(cases: readonly CaseReport[]): Record<RunVerdict, number> {
  const counted: Record<RunVerdict, number> = {
    pass: 0,
    fail: 0,
    warn: 0,
    'inert-ok': 0,
    'policy-noted': 0,
    'not-applicable': 0,
    'not-shown': 0,
    'not-played': 0,
    inconclusive: 0,
    error: 0,
  };
  for (const { verdict } of cases) counted[verdict] += 1;
  return counted;
}

/** Whether a run opened a session for the wrong user, which is the worst finding. */
export const isHostile = ({ runs }: CaseReport): boolean =>
  runs.some(({ outcome, verdict }) => outcome === 'hostile' && verdict === 'fail');

function byCause(found: readonly CaseReport[]): Finding[] {
  const ids = new Set(found.map(({ id }) => id));
  const isRoot = ({ cause }: CaseReport) => cause === undefined || !ids.has(cause);
  return found
    .filter(isRoot)
    .map((of) => ({
      of,
      others: found.filter((each) => !isRoot(each) && each.cause === of.id).toSorted(worstFirst),
    }))
    .toSorted((a, b) => worstFirst(worstOf(a), worstOf(b)));
}

function failingFirst(findings: readonly Finding[], report: CheckReport): Finding[] {
  const those = new Set(failing(report));
  const rank = ({ of, others }: Finding) => ([of, ...others].some((one) => those.has(one)) ? 0 : 1);
  return findings.toSorted((a, b) => rank(a) - rank(b));
}

/** The severity of the worst case of a finding. */
export const severityOf = (finding: Finding): Severity => worstOf(finding).severity;

const worstOf = ({ of, others }: Finding): CaseReport =>
  [of, ...others].toSorted(worstFirst)[0] ?? of;

function worstFirst(a: CaseReport, b: CaseReport): number {
  return Number(isHostile(b)) - Number(isHostile(a)) || rank(a.severity) - rank(b.severity);
}

const rank = (severity: Severity) => severities.indexOf(severity);

function sentenceOf(
  { partial, target, control, cases: byId }: CheckReport,
  cases: readonly CaseReport[],
  findings: readonly Finding[],
  { notPlayed, notProven }: Pick<Summary, 'notPlayed' | 'notProven'>,
): string {
  if (control && cases.length === 0)
    return `${target.name} was not checked, because a valid sign-in failed.`;
  const { played, skipped } = countCases({ cases: byId });
  const notShown = cases.filter(isDecidedElsewhere).length;
  const rest = [
    ...(notShown > 0
      ? [
          `${notShown} of them ${notShown === 1 ? 'shows' : 'show'} nothing, because another check decided.`,
        ]
      : []),
    ...(notProven > 0
      ? [
          `${plural(notProven, 'message')} ${notProven === 1 ? 'shows' : 'show'} nothing, because the valid sign-in before ${notProven === 1 ? 'it' : 'them'} failed: ${firstUnproven(cases)}`,
        ]
      : []),
    ...(notPlayed > 0
      ? [
          `samlab could not play ${plural(notPlayed, 'message')}: ${firstFailure(cases)} Please report this.`,
        ]
      : []),
    ...(target.refusalStatus === undefined
      ? []
      : [`It refuses with status ${target.refusalStatus}.`]),
    ...(target.addedUserAgent === undefined
      ? []
      : [
          'It refuses requests without User-Agent, so the cases other than CONN-03 were sent with one. Entra sends none: all of them would fail.',
        ]),
  ];
  const begun = partial === undefined ? '' : `The check is incomplete (${partial}) So far: `;
  const known = cases.filter(({ baseline }) => baseline?.state === 'known').length;
  return [`${begun}${target.name} ${result(findings, { played, skipped, known })}`, ...rest].join(
    ' ',
  );
}

/** @param known cases that fail, and that the baseline accepts */
function result(
  findings: readonly Finding[],
  { played, skipped, known }: { played: number; skipped: number; known: number },
): string {
  if (findings.length === 0 && played === 0)
    return skipped > 0
      ? 'was not checked: every case was skipped.'
      : 'was not checked: no case was played.';
  if (findings.length === 0 && known > 0)
    return `passed: ${plural(known, 'known failure')} of the baseline, and no findings in ${plural(played - known, 'other case')} that ${played - known === 1 ? 'was' : 'were'} played.`;
  if (findings.length === 0)
    return `passed: no findings in ${plural(played, 'case')} that ${played === 1 ? 'was' : 'were'} played.`;
  const all = findings.flatMap(({ of, others }) => [of, ...others]);
  const hostile = all.filter(isHostile).length;
  const critical = findings.filter((each) => severityOf(each) === 'crit').length;
  const worst = hostile
    ? `signed in the wrong user in ${plural(hostile, 'case')}`
    : critical
      ? `${critical} of them critical`
      : 'none of them critical';
  const others = all.length - findings.length;
  const shared =
    others === 0
      ? ''
      : ` ${plural(others, 'more case')} ${others === 1 ? 'fails' : 'fail'} for the same causes.`;
  return `needs work: ${plural(findings.length, 'finding')} in ${plural(played, 'case')} that ${played === 1 ? 'was' : 'were'} played, ${worst}.${shared}`;
}

const isDecidedElsewhere = ({ verdict, runs }: CaseReport): boolean =>
  verdict === 'not-shown' && !runs.some(({ controlFailed }) => controlFailed);

/** Why the first valid sign-in of those failed. */
const firstUnproven = (cases: readonly CaseReport[]): string =>
  cases.flatMap(({ runs }) => runs).find(({ controlFailed }) => controlFailed)?.reason ?? '';

/** Why samlab could not play the first run that it could not play. */
function firstFailure(cases: readonly CaseReport[]): string {
  const run = cases.flatMap(({ runs }) => runs).find(({ verdict }) => verdict === 'not-played');
  return run ? `${run.id}: ${run.reason}` : '';
}
