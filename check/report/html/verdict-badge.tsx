import type { RunVerdict } from '../../verdict.ts';
import type { CaseReport, RunReport } from '../report.ts';
import { isHostile } from '../summary.ts';

interface Look {
  readonly symbol: string;
  readonly word: string;
  readonly tone: 'pass' | 'fail' | 'warn' | 'none';
  /** One sentence for the legend. */
  readonly meaning: string;
}

/** A symbol and a word for each verdict, so that colour is never the only difference. */
const looks: Record<RunVerdict | 'hostile' | 'known' | 'stale' | 'expired', Look> = {
  hostile: {
    symbol: '☠',
    word: 'Wrong user signed in',
    tone: 'fail',
    meaning: 'The service provider opened a session for a user whom the message must not sign in.',
  },
  fail: {
    symbol: '✗',
    word: 'Failed',
    tone: 'fail',
    meaning: 'It accepted what it must refuse, refused a valid sign-in, or did other harm.',
  },
  warn: {
    symbol: '△',
    word: 'Warning',
    tone: 'warn',
    meaning: 'It does not do what it should do; this does not fail the check.',
  },
  error: {
    symbol: '!',
    word: 'Error',
    tone: 'fail',
    meaning: 'It gave no answer, or broke down.',
  },
  inconclusive: {
    symbol: '?',
    word: 'Inconclusive',
    tone: 'warn',
    meaning: 'The valid sign-in just before failed, so the answer proves nothing.',
  },
  expired: {
    symbol: 'e',
    word: 'Baseline expired',
    tone: 'fail',
    meaning: 'The baseline accepted this failure until a day that has passed.',
  },
  stale: {
    symbol: '↻',
    word: 'Stale baseline',
    tone: 'fail',
    meaning: 'The baseline lists it as failing, but it passes now.',
  },
  known: {
    symbol: 'k',
    word: 'Known failure',
    tone: 'warn',
    meaning: 'It fails, and the baseline accepts that.',
  },
  pass: {
    symbol: '✓',
    word: 'Passed',
    tone: 'pass',
    meaning: 'It did what a correct service provider does.',
  },
  'inert-ok': {
    symbol: '≈',
    word: 'Harmless',
    tone: 'pass',
    meaning: 'It refused the message, or used only what was signed.',
  },
  'policy-noted': {
    symbol: '§',
    word: 'Noted',
    tone: 'none',
    meaning: 'Accepting and refusing are both defensible; the report says which it was.',
  },
  'not-shown': {
    symbol: '○',
    word: 'Not shown',
    tone: 'none',
    meaning: 'Another check decided, so nothing is known about the one that the case is about.',
  },
  'not-played': {
    symbol: '⊘',
    word: 'Not played',
    tone: 'warn',
    meaning: 'samlab itself failed; this says nothing about the service provider.',
  },
  'not-applicable': {
    symbol: '–',
    word: 'Skipped',
    tone: 'none',
    meaning: 'It needs a feature, a setup or an option that was not there.',
  },
};

/** The look of a case, including its baseline entry. */
export function lookOf(of: CaseReport): Look {
  const { verdict, baseline } = of;
  if (baseline) return looks[baseline.state];
  return isHostile(of) ? looks.hostile : looks[verdict];
}

export const lookOfRun = ({ verdict, outcome }: RunReport): Look =>
  verdict === 'fail' && outcome === 'hostile' ? looks.hostile : looks[verdict];

export function Badge({ look: { symbol, word, tone } }: { look: Look }) {
  return (
    <span class={`badge tone-${tone}`}>
      {symbol} {word}
    </span>
  );
}

/** Every symbol of the page. */
export function Legend() {
  return (
    <details class="legend">
      <summary>What the symbols mean</summary>
      <dl>
        {Object.values(looks).map((look) => (
          <>
            <dt>
              <Badge look={look} />
            </dt>
            <dd>{look.meaning}</dd>
          </>
        ))}
        <dt>
          <code>−</code> <code>+</code> <code>⋯</code>
        </dt>
        <dd>
          In a message: a line of the valid response that was removed or changed, a line that was
          sent in its place, equal lines that are left out. The changed part of a line is{' '}
          <mark>marked</mark>.
        </dd>
      </dl>
    </details>
  );
}
