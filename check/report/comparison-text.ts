import { isFinding } from '../verdict.ts';
import { plural } from './counts.ts';
import type { CaseChange, CheckReport, Comparison } from './report.ts';
import { failing, verdictWord } from './summary.ts';

/** What changed since an earlier check, for people. */
export interface ComparisonText {
  /** Counts, and what they mean for this check: some sentences. */
  readonly sentences: readonly string[];
  /** What deserves a separate line: the new before the old, as in "fixed: failed then, passed now". */
  readonly lines: readonly { readonly id: string; readonly what: string; readonly bad: boolean }[];
}

/** `bad`: it fails the check if it is a finding. */
const words: Readonly<
  Record<CaseChange['change'], { readonly word: string; readonly bad: boolean }>
> = {
  new: { word: 'new', bad: true },
  worse: { word: 'worse', bad: true },
  'not-played-then': { word: 'no result then', bad: true },
  fixed: { word: 'fixed', bad: false },
  changed: { word: 'changed', bad: false },
  'not-played-now': { word: 'no result now', bad: false },
  still: { word: 'still there', bad: false },
};

const order = Object.keys(words) as CaseChange['change'][];

/** The comparison of a report in words; undefined for a report without one. */
export function comparisonText(report: CheckReport): ComparisonText | undefined {
  const { comparison, catalogue } = report;
  if (!comparison) return undefined;
  const lines = order.flatMap((kind) =>
    comparison.changes
      .filter((each) => each.change === kind && isListed(each))
      .map(({ id, before, now }) => ({
        id,
        what: `${words[kind].word}: ${wordOf(before)} then, ${wordOf(now)} now`,
        bad: words[kind].bad,
      })),
  );
  return { sentences: sentencesOf(comparison, catalogue, failing(report).length > 0), lines };
}

/** What is still there is among the findings already; cases that were merely not chosen are only counted. */
function isListed({ change, before, now }: CaseChange): boolean {
  if (change === 'still') return false;
  if (change === 'not-played-then') return now !== undefined && isFinding(now);
  if (change === 'not-played-now') return before !== undefined && isFinding(before);
  return true;
}

const wordOf = (verdict: CaseChange['before']) =>
  verdict === undefined ? 'not chosen' : verdictWord(verdict);

function sentencesOf(comparison: Comparison, catalogue: string, fails: boolean): string[] {
  const { file, samlab, startedAt, partial, changes } = comparison;
  const count = (kind: CaseChange['change']) =>
    changes.filter(({ change }) => change === kind).length;
  const counts = [
    plural(count('new'), 'new finding'),
    ...(count('worse') > 0 ? [`${count('worse')} worse`] : []),
    `${count('fixed')} fixed`,
    `${count('still')} still there`,
    ...(count('changed') > 0 ? [plural(count('changed'), 'other verdict')] : []),
  ].join(', ');
  const then = count('not-played-then');
  const now = count('not-played-now');
  return [
    `Compared with ${file} (${startedAt.slice(0, 16).replace('T', ' ')}, samlab ${samlab}): ${counts}.`,
    ...(then > 0
      ? [`${plural(then, 'case')} of this check gave no result in the earlier one.`]
      : []),
    ...(now > 0 ? [`${plural(now, 'case')} of the earlier check gave no result in this one.`] : []),
    ...(comparison.catalogue === catalogue
      ? []
      : [
          `The catalogue differs (${comparison.catalogue} then, ${catalogue} now), so a case may have changed and not the service provider.`,
        ]),
    ...(partial === undefined ? [] : ['The earlier check had not run to its end.']),
    fails
      ? 'Only what is new or worse, or gave no result then, fails the check.'
      : 'Nothing is new or worse, so the check does not fail.',
  ];
}
