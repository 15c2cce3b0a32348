import type { CaseChange, CaseReport, CheckReport, Comparison } from '../report/report.ts';
import { severities } from '../report/worst-run.ts';
import { isFinding, wasSkipped } from '../verdict.ts';
import type { EarlierReport } from './earlier-report.ts';

type EarlierCase = EarlierReport['cases'][string];

/** The report with what changed since an earlier one: every case that has another verdict, and every finding that was there before. */
export function withComparison(report: CheckReport, earlier: EarlierReport): CheckReport {
  const { file, samlab, catalogue, startedAt, partial, cases } = earlier;
  const ids = new Set([...Object.keys(report.cases), ...Object.keys(cases)]);
  const comparison: Comparison = {
    file,
    samlab,
    catalogue,
    startedAt,
    ...(partial !== undefined && { partial }),
    changes: [...ids].flatMap((id) => changeOf(cases[id], report.cases[id]) ?? []),
  };
  return { ...report, comparison };
}

function changeOf(
  before: EarlierCase | undefined,
  now: CaseReport | undefined,
): CaseChange | undefined {
  const of = now ?? before;
  const change = kindOf(before, now);
  if (!of || !change) return undefined;
  return {
    id: of.id,
    title: of.title,
    severity: of.severity,
    change,
    ...(before && { before: before.verdict }),
    ...(now && { now: now.verdict }),
  };
}

function kindOf(
  before: EarlierCase | undefined,
  now: CaseReport | undefined,
): CaseChange['change'] | undefined {
  if (!isPlayed(before)) return isPlayed(now) ? 'not-played-then' : undefined;
  if (!isPlayed(now)) return 'not-played-now';
  const [then, since] = [isFinding(before.verdict), isFinding(now.verdict)];
  if (!then && since) return 'new';
  if (then && !since) return 'fixed';
  if (then) return isWorse(before, now) ? 'worse' : 'still';
  return before.verdict === now.verdict ? undefined : 'changed';
}

const isPlayed = <Of extends EarlierCase | CaseReport>(of: Of | undefined): of is Of =>
  of !== undefined && !wasSkipped(of.verdict);

/** Whether a case that failed before fails in more runs now, or does more harm, so that the new build has broken something. */
function isWorse(before: EarlierCase, now: CaseReport): boolean {
  if (severities.indexOf(now.severity) < severities.indexOf(before.severity)) return true;
  if (!before.runs.some(isHostile) && now.runs.some(isHostile)) return true;
  const failed = new Set(before.runs.filter(isSure).map(({ id }) => id));
  const judged = new Set(
    before.runs.filter(({ verdict }) => !wasSkipped(verdict)).map(({ id }) => id),
  );
  return now.runs.some((run) => isSure(run) && judged.has(run.id) && !failed.has(run.id));
}

type RunFacts = Pick<EarlierCase['runs'][number], 'verdict' | 'outcome'>;

const isHostile = ({ verdict, outcome }: RunFacts) => verdict === 'fail' && outcome === 'hostile';

const isSure = ({ verdict }: RunFacts) => isFinding(verdict) && verdict !== 'inconclusive';
