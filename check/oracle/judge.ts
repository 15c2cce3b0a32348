import type { Observation, Verdict } from '../../catalogue/index.ts';
import type { RunVerdict } from '../verdict.ts';

export interface Judgement {
  readonly verdict: RunVerdict;
  /** One sentence. */
  readonly reason: string;
}

export interface Expectation {
  readonly verdict: Verdict;
  /** As in the run: the message names the test user, for whom nothing was signed. */
  readonly forged: boolean;
  /** The checks that are a right reason to refuse; any reason is right if the list is empty. */
  readonly checks: readonly string[];
  /** The service provider always names the check that refused; a refusal without a name is a finding. */
  readonly namesChecks: boolean;
}

/** Compares an observation with what a correct service provider does. */
export function judge(
  expected: Expectation,
  { outcome, check, note, reason }: Observation,
): Judgement {
  if (outcome === 'harm') return fail(note);
  if (outcome === 'hostile')
    return fail(
      expected.forged
        ? 'Signed in as the forged user, for whom nothing was signed.'
        : 'Signed in as the wrong user.',
    );
  const refused = outcome === 'none';
  switch (expected.verdict) {
    case 'accept':
      return refused
        ? fail(`Refused a valid response${by(check)}.`)
        : { verdict: 'pass', reason: reason ?? 'Signed in.' };
    case 'reject':
      return refused ? refusal(expected, check) : fail(accepted(expected));
    case 'inert':
      return {
        verdict: 'inert-ok',
        reason: refused ? `Refused${by(check)}.` : 'Accepted, using only the signed content.',
      };
    case 'policy':
      return {
        verdict: 'policy-noted',
        reason: reason ?? (refused ? `Refused${by(check)}.` : 'Accepted.'),
      };
  }
}

const accepted = ({ forged }: Expectation): string =>
  forged
    ? 'Accepted a forged response. The session could not be tied to the forged user.'
    : 'Accepted a response that must be refused.';

function refusal({ checks, namesChecks }: Expectation, check: string | undefined): Judgement {
  if (check === undefined) {
    if (!namesChecks || checks.length === 0) return { verdict: 'pass', reason: 'Refused.' };
    return fail('Refused, but did not name the check that refused.');
  }
  if (checks.length === 0 || checks.includes(check))
    return { verdict: 'pass', reason: `Refused by the check "${check}".` };
  return fail(
    `Refused for the wrong reason: by the check "${check}" instead of ${checks.map((c) => `"${c}"`).join(' or ')}, so the case was not tested.`,
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
  'not-shown',
  'not-played',
  'not-applicable',
];

/** The verdict of a case: it passes if all its runs pass, apart from skipped ones. */
export function verdictOfCase(runs: readonly RunVerdict[]): RunVerdict {
  return order.find((verdict) => runs.includes(verdict)) ?? 'not-applicable';
}
