/** The verdict of a run. */
export type RunVerdict =
  | 'pass'
  | 'fail'
  | 'inert-ok'
  | 'policy-noted'
  | 'not-applicable'
  | 'inconclusive'
  | 'error';

/** Whether a verdict needs attention. */
export const isFinding = (verdict: RunVerdict): boolean =>
  verdict === 'fail' || verdict === 'error' || verdict === 'inconclusive';
