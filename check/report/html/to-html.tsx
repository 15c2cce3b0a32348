import { createHash } from 'node:crypto';
import { renderToString } from 'preact-render-to-string';
import { type Group, groups } from '../../../catalogue/index.ts';
import type { CaseReport, CheckReport } from '../report.ts';
import { counts, type Summary, summarise } from '../summary.ts';
import { CaseDetails } from './case-details.tsx';
import { script } from './script.ts';
import { style } from './style.ts';
import { lookOf, looks } from './verdict-badge.tsx';

const sha256 = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
const policy = `default-src 'none'; style-src ${sha256(style)}; script-src ${sha256(script)}; base-uri 'none'; form-action 'none'`;

/** The whole report as one file, which needs nothing else and may run only its own script. */
export function toHtml(report: CheckReport): string {
  const body = renderToString(<Report report={report} summary={summarise(report)} />);
  // Style and script are ours and unescaped; everything from outside went through the renderer, which escapes it.
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>samlab check</title><meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><style>${style}</style></head><body>${body}<script>${script}</script></body></html>`;
}

function Report({ report, summary }: { report: CheckReport; summary: Summary }) {
  const { target, startedAt, durationMs, partial } = report;
  const cases = Object.values(report.cases);
  const byGroup = (Object.keys(groups) as Group[])
    .map((group) => ({ group, of: cases.filter((each) => each.group === group) }))
    .filter(({ of }) => of.length > 0);
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
      {partial !== undefined && <p class="partial">This report is incomplete: {partial}</p>}
      <h2>What to do next</h2>
      <ol>
        {summary.nextSteps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <h2>All cases</h2>
      <Matrix groups={byGroup} />
      <Legend />
      <Filters cases={cases} />
      {byGroup.map(({ group, of }) => (
        <section key={group}>
          <h2>{groups[group]}</h2>
          {of.map((each) => (
            <CaseDetails key={each.id} of={each} />
          ))}
        </section>
      ))}
    </main>
  );
}

function Matrix({ groups: rows }: { groups: readonly { group: Group; of: CaseReport[] }[] }) {
  return (
    <div class="scroll">
      <table class="matrix">
        <tbody>
          {rows.map(({ group, of }) => (
            <tr key={group}>
              <th scope="row">{groups[group]}</th>
              <td>
                <ul class="cells">
                  {of.map((each) => {
                    const { symbol, word, tone } = lookOf(each);
                    return (
                      <li key={each.id}>
                        <a
                          class={`cell tone-${tone}`}
                          href={`#${each.id}`}
                          title={`${each.id}: ${word}`}
                          aria-label={`${each.id}: ${word}`}
                        >
                          {symbol}
                        </a>
                      </li>
                    );
                  })}
                </ul>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Legend() {
  return (
    <p class="facts">
      {Object.values(looks)
        .map(({ symbol, word }) => `${symbol} ${word}`)
        .join('   ')}
    </p>
  );
}

function Filters({ cases }: { cases: readonly CaseReport[] }) {
  const options = [
    { id: 'show-all', label: `All ${cases.length}`, checked: true },
    {
      id: 'show-findings',
      label: `Findings only (${cases.filter(counts).length})`,
      checked: false,
    },
    { id: 'show-played', label: 'Without skipped', checked: false },
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
    </fieldset>
  );
}
