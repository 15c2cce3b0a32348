/** What a run came to. `pass` and `fail` speak for themselves; the others say why they are neither. */
export type RunVerdict =
  | 'pass'
  | 'fail'
  | 'inert-ok'
  | 'policy-noted'
  | 'not-applicable'
  | 'inconclusive'
  | 'error';

/** Whether a verdict is one that somebody has to look at. */
export const isFinding = (verdict: RunVerdict): boolean =>
  verdict === 'fail' || verdict === 'error' || verdict === 'inconclusive';
