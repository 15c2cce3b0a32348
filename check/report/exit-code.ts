import { plural } from './counts.ts';
import type { CheckReport } from './report.ts';
import { failing, summarise } from './summary.ts';

/** With which exit code `samlab check` ends, and why. */
export interface ExitCode {
  readonly code: 0 | 1 | 2;
  /** A clause that follows "Exit code 1:", with its full stop. */
  readonly why: string;
}

/**
 * 0: no findings, or, compared with an earlier check, no new ones; 1: findings; 2: the check did not run to its end or, without findings, samlab
 * itself could not play a message, or the valid sign-in before one failed.
 */
export function exitCodeOf(report: CheckReport): ExitCode {
  const { partial, comparison } = report;
  if (partial !== undefined) return { code: 2, why: 'the check did not run to its end.' };
  const failed = failing(report);
  if (failed.length > 0) return { code: 1, why: `${clausesOf(report).join(', and ')}.` };
  const { notPlayed, notProven, findings } = summarise(report);
  if (notPlayed > 0)
    return { code: 2, why: `samlab itself could not play ${plural(notPlayed, 'message')}.` };
  if (notProven > 0)
    return {
      code: 2,
      why: `the valid sign-in before ${plural(notProven, 'message')} failed, so ${notProven === 1 ? 'it shows' : 'they show'} nothing.`,
    };
  const known = Object.values(report.cases).filter(({ baseline }) => baseline?.state === 'known');
  const also = known.length > 0 ? [`${plural(known.length, 'known failure')} of the baseline`] : [];
  const old = comparison && findings.length > 0 ? [plural(findings.length, 'earlier finding')] : [];
  const uncounted = [...old, ...also];
  const nothing = comparison
    ? `nothing is new or worse than in ${comparison.file}`
    : 'there are no findings';
  const rest = uncounted.length > 0 ? `; ${uncounted.join(' and ')} ${verb(uncounted)}` : '';
  return { code: 0, why: `${nothing}${rest}.` };
}

const verb = ([first = '', ...others]: readonly string[]) =>
  others.length === 0 && first.startsWith('1 ') ? 'does not count' : 'do not count';

/** What makes the check fail. */
function clausesOf(report: CheckReport): string[] {
  const { comparison } = report;
  const failed = failing(report);
  const listed = failed.filter(({ baseline }) => baseline !== undefined).length;
  const found = failed.length - listed;
  const newer = comparison
    ? ` that ${found === 1 ? 'is' : 'are'} new or worse than in ${comparison.file}`
    : '';
  return [
    ...(found > 0
      ? [`there ${found === 1 ? 'is' : 'are'} ${plural(found, 'case')} with a finding${newer}`]
      : []),
    ...(listed > 0
      ? [
          `${listed === 1 ? '1 entry' : `${listed} entries`} of the baseline no longer ${listed === 1 ? 'applies' : 'apply'}`,
        ]
      : []),
  ];
}
