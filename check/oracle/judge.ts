import type { Observation, Verdict } from '../../catalogue/index.ts';
import type { RunVerdict } from '../verdict.ts';

export interface Judgement {
  readonly verdict: RunVerdict;
  /** One sentence. */
  readonly reason: string;
}

export interface Expectation {
  readonly verdict: Verdict;
  /** As of the run: the message names the honest identity, and nobody signed for it. */
  readonly forged: boolean;
  /** The checks that are a right reason for a refusal; any will do when there are none. */
  readonly checks: readonly string[];
  /** The service provider always names the check; when it does not, that is a finding. */
  readonly namesChecks: boolean;
}

/** Holds what was seen against what a correct service provider does. */
export function judge(expected: Expectation, { outcome, check }: Observation): Judgement {
  if (outcome === 'hostile')
    return fail(
      expected.forged
        ? 'Signed in as the person whom the forged part names, for whom nobody signed.'
        : 'Signed in as somebody else than the honest identity, or read what nobody signed.',
    );
  const refused = outcome === 'none';
  switch (expected.verdict) {
    case 'accept':
      return refused
        ? fail(`An honest sign-in was refused${check ? ` by the check "${check}"` : ''}.`)
        : { verdict: 'pass', reason: 'Signed in.' };
    case 'reject':
      return refused ? refusal(expected, check) : fail(accepted(expected));
    case 'inert':
      return {
        verdict: 'inert-ok',
        reason: refused ? `Refused${by(check)}.` : 'Accepted, and only what was signed was read.',
      };
    case 'policy':
      return {
        verdict: 'policy-noted',
        reason: refused ? `Refused${by(check)}.` : 'Accepted.',
      };
  }
}

const accepted = ({ forged }: Expectation): string =>
  forged
    ? 'A forged response was accepted that must not be; the session is not seen to be that of the person whom it names.'
    : 'A response was accepted that must not be.';

function refusal({ checks, namesChecks }: Expectation, check: string | undefined): Judgement {
  if (check === undefined) {
    if (!namesChecks || checks.length === 0) return { verdict: 'pass', reason: 'Refused.' };
    return fail('Refused, but without naming the check that refused.');
  }
  if (checks.length === 0 || checks.includes(check))
    return { verdict: 'pass', reason: `Refused by the check "${check}".` };
  return fail(
    `Refused for another reason: by the check "${check}" instead of ${checks.map((c) => `"${c}"`).join(' or ')}, which hides the case.`,
  );
}

const by = (check: string | undefined) => (check ? ` by the check "${check}"` : '');
const fail = (reason: string): Judgement => ({ verdict: 'fail', reason });

/** From worst to best: a case is as good as its worst run. */
const order: readonly RunVerdict[] = [
  'fail',
  'error',
  'inconclusive',
  'pass',
  'inert-ok',
  'policy-noted',
  'not-applicable',
];

/** The verdict of a case: passing takes all of its runs, but those that could not be played. */
export function verdictOfCase(runs: readonly RunVerdict[]): RunVerdict {
  return order.find((verdict) => runs.includes(verdict)) ?? 'not-applicable';
}
