import { createHash } from 'node:crypto';
import { renderToString } from 'preact-render-to-string';
import {
  countCases,
  countsSentence,
  notShownOf,
  plural,
  type SkippedCount,
  skippedOf,
} from '../counts.ts';
import { exitCodeOf } from '../exit-code.ts';
import { reportGroupNames, reportGroups } from '../groups.ts';
import type { CaseReport, CheckReport } from '../report.ts';
import { counts, type Summary, summarise } from '../summary.ts';
import { CaseDetails } from './case-details.tsx';
import { CaseMatrix } from './case-matrix.tsx';
import { ControlSignIn } from './control-sign-in.tsx';
import { Findings } from './findings.tsx';
import { script } from './script.ts';
import { type ShownMessages, showMessages } from './shown-messages.ts';
import { style } from './style.ts';
import { Legend } from './verdict-badge.tsx';

const sha256 = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
const policy = `default-src 'none'; style-src ${sha256(style)}; script-src ${sha256(script)}; base-uri 'none'; form-action 'none'`;

/** The whole report as one file below 1.5 MB, which needs nothing else and may run only its own script. */
export function toHtml(report: CheckReport): string {
  const body = renderToString(<Report report={report} summary={summarise(report)} />);
  // Style and script are ours and unescaped; everything from outside went through the renderer, which escapes it.
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>samlab check</title><meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><style>${style}</style></head><body>${body}<script>${script}</script></body></html>`;
}

function Report({ report, summary }: { report: CheckReport; summary: Summary }) {
  const { target, startedAt, durationMs, partial, control } = report;
  const cases = Object.values(report.cases);
  const { findings } = summary;
  const exit = exitCodeOf(report);
  const others = cases.filter((of) => !counts(of));
  const messages = showMessages(
    findings.flatMap((finding) => [finding.of, ...finding.others]),
    others,
  );
  return (
    <main>
      <h1>samlab check</h1>
      <p class={`verdict ${summary.good ? 'good' : 'bad'}`}>
        {summary.good ? '✓' : '✗'} {summary.sentence}
      </p>
      <p class="facts">
        {target.acs} · {startedAt.replace(/\.\d+Z$/, 'Z')} · {(durationMs / 1000).toFixed(1)} s ·
        samlab {report.samlab}, catalogue {report.catalogue} ·{' '}
        {target.userAgent === 'chromium' ? 'Chromium' : 'HTTP client'}
      </p>
      {partial !== undefined && partial !== control?.reason && (
        <p class="partial">This report is incomplete: {partial}</p>
      )}
      <p>
        {countsSentence(countCases(report))} Exit code {exit.code}: {exit.why}
      </p>
      <h2>What to do next</h2>
      <ol>
        {summary.nextSteps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      {control?.exchange && <ControlSignIn exchange={control.exchange} reason={control.reason} />}
      <Filters all={cases.length} found={findings.length} />
      <Findings findings={findings} messages={messages} />
      {byGroup(others).map(({ group, of }) => (
        <section class="group" key={group}>
          <h2>{reportGroups[group]}</h2>
          {of.map((each) => (
            <CaseDetails key={each.id} of={each} messages={messages} />
          ))}
        </section>
      ))}
      <section id="overview">
        <h2>Overview</h2>
        <p>Each symbol is a case and a link to it.</p>
        <CaseMatrix rows={byGroup(cases)} />
        <Legend />
        <Reasons title="Not shown" reasons={notShownOf(report)} />
        <Reasons title="Skipped" reasons={skippedOf(report)} />
        <LeftOut messages={messages} />
      </section>
    </main>
  );
}

const byGroup = (cases: readonly CaseReport[]) =>
  reportGroupNames
    .map((group) => ({ group, of: cases.filter((each) => each.group === group) }))
    .filter(({ of }) => of.length > 0);

/** Why nothing is known of cases, or messages were skipped, and of how many. */
function Reasons({ title, reasons }: { title: string; reasons: readonly SkippedCount[] }) {
  if (reasons.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul>
        {reasons.map(({ reason, count }) => (
          <li key={reason}>
            {count}: {reason}
          </li>
        ))}
      </ul>
    </>
  );
}

/** What is shorter here than in the JSON report. */
function LeftOut({ messages: { of, leftOut } }: { messages: ShownMessages }) {
  if (of.size === 0 && leftOut === 0) return null;
  return (
    <p class="facts">
      To keep this page small, long values and equal lines of messages are shortened,{' '}
      {leftOut > 0 && <>{plural(leftOut, 'message')} of cases are left out, </>}
      and complete messages are shown for findings only. <code>--report json:FILE</code> writes all
      of them.
    </p>
  );
}

/** Findings are shown first. Without scripts, the choice works too; only the search does not. */
function Filters({ all, found }: { all: number; found: number }) {
  const options = [
    { id: 'show-findings', label: `Findings (${found})`, checked: found > 0 },
    { id: 'show-all', label: `All cases (${all})`, checked: found === 0 },
    { id: 'show-played', label: 'All but skipped', checked: false },
  ];
  return (
    <fieldset class="filters">
      <legend>Show</legend>
      {options.map(({ id, label, checked }) => (
        <label key={id}>
          <input type="radio" name="show" id={id} checked={checked} /> {label}
        </label>
      ))}
      <label>
        Search <input type="search" id="search" autocomplete="off" />
      </label>
      <span id="shown" role="status" />
      <a href="#overview">Overview and symbols</a>
    </fieldset>
  );
}
