import { type Cause, caseById, causes } from '../../catalogue/index.ts';
import type { CaseReport, RunReport } from './report.ts';

type Outcome = RunReport['outcome'];

/** Names for each failed case the case that shows the hole of which it is a consequence, if another one does. */
export function withCauses(cases: readonly CaseReport[]): CaseReport[] {
  const byId = new Map(cases.map((each) => [each.id, each]));
  const known = causes.flatMap((cause) => {
    const together = (cause.together ?? []).every((id) => shownBy(id, byId));
    const shown = cause.shownBy.flatMap((id) => shownBy(id, byId) ?? []);
    return together ? shown.map((each) => ({ cause, ...each })) : [];
  });
  const causeOf = new Map<string, string>();
  for (const found of cases) {
    const failed = failedRuns(found);
    // What shows a hole may itself be a consequence only of one that explains more, so there are no circles.
    const root =
      failed.length > 0 &&
      known.find((each) => each.id === found.id || explains(each, found, failed));
    if (root && root.id !== found.id) causeOf.set(found.id, root.id);
  }
  return cases.map((found) => {
    let cause = causeOf.get(found.id);
    for (let next = cause; next !== undefined; next = causeOf.get(next)) cause = next;
    return cause === undefined ? found : { ...found, cause };
  });
}

interface Known {
  readonly cause: Cause;
  /** The case that shows it. */
  readonly id: string;
  /** What its failed runs led to. */
  readonly outcomes: ReadonlySet<Outcome>;
}

/** The failed runs that an id of a case, or of a run, names. */
function shownBy(
  id: string,
  cases: ReadonlyMap<string, CaseReport>,
): Pick<Known, 'id' | 'outcomes'> | undefined {
  const [caseId = id] = id.split('#');
  const found = cases.get(caseId);
  const failed = found ? failedRuns(found).filter((run) => id === caseId || run.id === id) : [];
  if (failed.length === 0) return undefined;
  return { id: caseId, outcomes: new Set(failed.map(({ outcome }) => outcome)) };
}

const failedRuns = ({ runs }: CaseReport) => runs.filter(({ verdict }) => verdict === 'fail');

/** Whether all failed runs of a case share a cause. A run that did more harm than the one that shows the cause is a finding by itself. */
function explains(
  { cause, outcomes }: Known,
  found: CaseReport,
  failed: readonly RunReport[],
): boolean {
  return failed.every((run) => outcomes.has(run.outcome) && shares(cause, found.id, run));
}

function shares({ checks = [], cases = [], forged }: Cause, of: string, run: RunReport) {
  if (cases.includes(of) || cases.includes(run.id)) return true;
  if (run.checks.some((check) => checks.includes(check))) return true;
  return forged === true && isForged(of, run);
}

/** The number of a run is in its id, if its case has several. */
function isForged(of: string, { id }: RunReport): boolean {
  const number = Number(id.split('#')[1] ?? 1);
  return caseById(of)?.runs[number - 1]?.forged ?? false;
}
