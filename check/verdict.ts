export const verdicts = [
  'pass',
  'fail',
  'warn',
  'inert-ok',
  'policy-noted',
  'not-applicable',
  'not-shown',
  'not-played',
  'inconclusive',
  'error',
] as const;

/**
 * The verdict of a run. `not-applicable`: the service provider has nothing to play it against; `not-shown`: another check decided, so nothing is known
 * of this one; `not-played`: samlab itself failed; `warn`: it does not as it should, which is no finding; `error`: the service provider gave no answer or broke down.
 */
export type RunVerdict = (typeof verdicts)[number];

/** Whether a verdict needs attention. */
export const isFinding = (verdict: RunVerdict): boolean =>
  verdict === 'fail' || verdict === 'error' || verdict === 'inconclusive';

/** Whether nothing is known of the service provider's check. */
export const wasSkipped = (verdict: RunVerdict): boolean =>
  verdict === 'not-applicable' || verdict === 'not-shown' || verdict === 'not-played';
