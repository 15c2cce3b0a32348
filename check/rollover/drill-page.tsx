import { createHash } from 'node:crypto';
import { renderToString } from 'preact-render-to-string';
import { style } from '../report/html/style.ts';
import {
  type DrillReport,
  type DrillVerdict,
  drillExitCode,
  drillSummary,
  isDrillFinding,
  type StepReport,
  verdictWords,
} from './report.ts';

const hash = createHash('sha256').update(style).digest('base64');
const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;

/** The report of a drill as one file that needs nothing else. */
export function drillPage(report: DrillReport): string {
  const body = renderToString(<Page {...report} />);
  // The style is ours and unescaped; everything from outside went through the renderer, which escapes it.
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>samlab drill rollover</title><meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><style>${style}</style></head><body>${body}</body></html>`;
}

function Page(report: DrillReport) {
  const { target, lab, application, certificates, startedAt, durationMs, samlab, steps } = report;
  const good = drillExitCode(report) === 0;
  return (
    <main>
      <h1>samlab drill rollover</h1>
      <p class={`verdict ${good ? 'good' : 'bad'}`}>
        {good ? '✓' : '✗'} {drillSummary(report)}
      </p>
      <p class="facts">
        {target} · application {application} of {lab} · {startedAt.replace(/\.\d+Z$/, 'Z')} ·{' '}
        {(durationMs / 1000).toFixed(1)} s · samlab {samlab}
      </p>
      <p class="facts">
        First certificate <code>{certificates.first}</code>, second{' '}
        <code>{certificates.second}</code>
      </p>
      <ol>
        {steps.map((step) => (
          <li key={step.step} id={step.step}>
            <Step {...step} />
          </li>
        ))}
      </ol>
    </main>
  );
}

function Step(step: StepReport) {
  const { title, verdict, found, whatToDo, durationMs } = step;
  const { tone, symbol } = lookOf(verdict, isDrillFinding(step));
  return (
    <section>
      <h2>{title}</h2>
      <p>
        <span class={`badge tone-${tone}`}>
          {symbol} {verdictWords[verdict]}
        </span>{' '}
        <span class="facts">{(durationMs / 1000).toFixed(1)} s</span>
      </p>
      <ul>
        {found.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {whatToDo !== undefined && (
        <p>
          <strong>What to do:</strong> {whatToDo}
        </p>
      )}
    </section>
  );
}

const lookOf = (verdict: DrillVerdict, finding: boolean) =>
  verdict === 'not-tried'
    ? { tone: 'none', symbol: '–' }
    : finding
      ? { tone: 'fail', symbol: '✗' }
      : { tone: 'pass', symbol: '✓' };
