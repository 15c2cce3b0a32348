import type { RunVerdict } from '../../verdict.ts';
import type { CaseReport } from '../report.ts';
import { isHostile } from '../summary.ts';

interface Look {
  readonly symbol: string;
  readonly word: string;
  readonly tone: 'pass' | 'fail' | 'warn' | 'none';
}

/** A symbol and a word for each verdict, so that colour is never the only difference. */
export const looks: Record<RunVerdict, Look> = {
  pass: { symbol: '✓', word: 'Passed', tone: 'pass' },
  fail: { symbol: '✗', word: 'Failed', tone: 'fail' },
  'inert-ok': { symbol: '≈', word: 'Harmless', tone: 'pass' },
  'policy-noted': { symbol: '§', word: 'Noted', tone: 'none' },
  'not-applicable': { symbol: '–', word: 'Skipped', tone: 'none' },
  'not-shown': { symbol: '○', word: 'Not shown', tone: 'none' },
  'not-played': { symbol: '⊘', word: 'Not played', tone: 'warn' },
  inconclusive: { symbol: '?', word: 'Inconclusive', tone: 'warn' },
  error: { symbol: '!', word: 'Error', tone: 'fail' },
};

/** The look of a case, including its baseline entry. */
export function lookOf(of: CaseReport): Look {
  const { verdict, baseline } = of;
  if (baseline?.state === 'known') return { symbol: 'k', word: 'Known failure', tone: 'warn' };
  if (baseline?.state === 'stale') return { symbol: '↻', word: 'Stale baseline', tone: 'fail' };
  if (baseline?.state === 'expired') return { symbol: '✗', word: 'Baseline expired', tone: 'fail' };
  if (isHostile(of)) return { symbol: '☠', word: 'Wrong user signed in', tone: 'fail' };
  return looks[verdict];
}

export function Badge({ look: { symbol, word, tone } }: { look: Look }) {
  return (
    <span class={`badge tone-${tone}`}>
      {symbol} {word}
    </span>
  );
}
