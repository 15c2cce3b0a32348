import { Badge, type BadgeTone } from '../../web/components/badge.tsx';
import { Card, Facts, MessageBar } from '../../web/components/surfaces.tsx';
import type { Finding, FindingSeverity } from '../finding.ts';
import type { Linted, LintReport } from '../lint.ts';
import { countFindings } from './count-findings.ts';
import { verdictOf } from './verdict.ts';

/** The report on a page: the verdict, the findings of each input, and what was not checked. */
export function LintView(report: LintReport) {
  const { error, warning } = countFindings(report);
  const tone = error > 0 ? 'error' : warning > 0 ? 'warning' : 'success';
  return (
    <>
      <MessageBar tone={tone} title={verdictOf(report)} id="verdict" />
      {report.linted.map((linted, n) => (
        <Subject key={n} {...linted} />
      ))}
      {report.notChecked.length > 0 && (
        <Card title="Not checked" id="not-checked">
          <ul>
            {report.notChecked.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </Card>
      )}
    </>
  );
}

function Subject({ kind, name, what, findings }: Linted) {
  return (
    <Card title={`${name}: ${kind}`}>
      <p class="hint">{what}</p>
      {findings.length === 0 ? (
        <p>Nothing found.</p>
      ) : (
        <ol class="causes">
          {findings.map((finding, n) => (
            <li key={n}>
              <OneFinding {...finding} />
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}

const tones: Readonly<Record<FindingSeverity, BadgeTone>> = {
  error: 'fail',
  warning: 'warning',
  note: 'info',
};

function OneFinding({ id, severity, code, sentence, found, source, fix }: Finding) {
  return (
    <>
      <p>
        <Badge tone={tones[severity]}>{severity}</Badge> {code !== undefined && `${code}: `}
        {sentence}
      </p>
      <Facts
        items={[
          ...(found === undefined ? [] : [{ term: 'Found', value: found }]),
          { term: 'Fix', value: fix },
          { term: 'Source', value: `${source.document}, ${source.section}` },
          { term: 'Rule', value: id },
        ]}
      />
    </>
  );
}
