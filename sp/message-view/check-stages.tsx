import { CheckList } from '../../web/components/check-list.tsx';
import { Disclosure } from '../../web/components/surfaces.tsx';
import type { Stage } from '../checking/check.ts';
import type { CheckRecord } from '../checking/sp-error.ts';

/**
 * Every check of a run, stage by stage; only the stage of a failed check is unfolded. The clause of a check is the tooltip of its title; the refusal above shows that of the failed check.
 */
export function CheckStages({
  stages,
  checks,
}: {
  stages: readonly Stage[];
  checks: readonly CheckRecord[];
}) {
  return (
    <>
      {stages.map(({ title, checks: members }) => {
        const names = new Set(members.map(({ name }) => name));
        const own = checks.filter(({ name }) => names.has(name));
        const failed = own.some(({ outcome }) => outcome === 'failed');
        return (
          <Disclosure key={title} summary={`${title}: ${countOutcomes(own)}`} open={failed}>
            <CheckList items={own.map(toItem)} />
          </Disclosure>
        );
      })}
    </>
  );
}

function toItem({ name, title, clause, outcome, expected, found }: CheckRecord) {
  const passed = outcome === 'not_reached' ? undefined : outcome === 'passed';
  return { name, title: <span title={clause}>{title}</span>, passed, expected, found };
}

/** `12 passed, 1 failed, 20 not reached`, without zeros. */
export function countOutcomes(checks: readonly CheckRecord[]): string {
  const words = { passed: 'passed', failed: 'failed', not_reached: 'not reached' };
  return Object.entries(words)
    .map(([outcome, word]) => ({
      number: checks.filter((check) => check.outcome === outcome).length,
      word,
    }))
    .filter(({ number }) => number > 0)
    .map(({ number, word }) => `${number} ${word}`)
    .join(', ');
}
