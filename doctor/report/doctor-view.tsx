import type { LibraryOption } from '../../explain/index.ts';
import type { FindingSeverity } from '../../lint/index.ts';
import { Badge, type BadgeTone } from '../../web/components/badge.tsx';
import { CodeBlock } from '../../web/components/code-block.tsx';
import { Card, Disclosure, type Fact, Facts, MessageBar } from '../../web/components/surfaces.tsx';
import { dayOf } from '../certificate-words.ts';
import type { ChecklistItem } from '../checklist/checklist-item.ts';
import type { Finding } from '../finding.ts';
import { countOf, type DoctorReport, verdictOf } from './doctor-report.ts';

/** The report on a page: the result, the findings, what could not be compared, the checklist. */
export function DoctorView(report: DoctorReport) {
  const { tenant, findings, checklist, notChecked } = report;
  const errors = countOf(report, 'error');
  const tone = errors > 0 ? 'error' : countOf(report, 'warning') > 0 ? 'warning' : 'success';
  const sections = Map.groupBy(checklist, ({ at, where }) => `${at} ${where}`);
  return (
    <>
      <MessageBar tone={tone} title={verdictOf(report)} />
      <Card title="The tenant" id="tenant">
        <Facts items={factsOf(tenant)} />
      </Card>
      {findings.length > 0 && (
        <Card title="What differs there" id="findings">
          <ol class="causes">
            {findings.map((finding, n) => (
              <li key={n}>
                <OneFinding {...finding} />
              </li>
            ))}
          </ol>
        </Card>
      )}
      {notChecked.length > 0 && (
        <Card title="Not compared" id="not-compared">
          <ul>
            {notChecked.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </Card>
      )}
      <Card title="What to paste where" id="checklist">
        {[...sections].map(([name, items]) => (
          <Section key={name} items={items} />
        ))}
      </Card>
    </>
  );
}

const factsOf = (tenant: DoctorReport['tenant']): Fact[] => [
  { term: 'Login URL', value: tenant.loginUrl },
  { term: 'Microsoft Entra Identifier', value: tenant.entityId },
  ...(tenant.logoutUrl === undefined ? [] : [{ term: 'Logout URL', value: tenant.logoutUrl }]),
  ...tenant.certificates.map(({ thumbprint, subject, notAfter }) => ({
    term: 'Certificate',
    value: `${thumbprint}, ${subject}, until ${dayOf(new Date(notAfter))}`,
  })),
];

const tones: Readonly<Record<FindingSeverity, BadgeTone>> = {
  error: 'fail',
  warning: 'warning',
  note: 'info',
};

function OneFinding({ severity, code, sentence, found, inLab, fix, source, options }: Finding) {
  return (
    <>
      <p>
        <Badge tone={tones[severity]}>{severity}</Badge> {sentence}
      </p>
      <Facts
        items={[
          ...(found === undefined ? [] : [{ term: 'Found', value: found }]),
          { term: 'In the lab', value: inLab },
          ...(code === undefined ? [] : [{ term: 'Users see', value: code }]),
          { term: 'Fix', value: fix },
          { term: 'Source', value: `${source.document}, ${source.section}` },
        ]}
      />
      <Options options={options} />
    </>
  );
}

function Section({ items }: { items: readonly ChecklistItem[] }) {
  const [first] = items;
  if (!first) return null;
  return (
    <>
      <h3>
        {first.at === 'Entra' ? 'At Entra' : 'At the service provider'}, {first.where}
      </h3>
      <ul class="checklist">
        {items.map(({ field, value, note, options }, n) => (
          <li key={n}>
            <strong>{field}</strong>
            {value !== undefined && <Value value={value} />}
            {note !== undefined && <p class="hint">{note}</p>}
            <Options options={options} />
          </li>
        ))}
      </ul>
    </>
  );
}

/** A value of several lines is a certificate. */
const Value = ({ value }: { value: string }) =>
  value.includes('\n') ? (
    <CodeBlock code={value} label="PEM" copy={false} />
  ) : (
    <p>
      <code>{value}</code>
    </p>
  );

function Options({ options = [] }: { options?: readonly LibraryOption[] | undefined }) {
  if (options.length === 0) return null;
  return (
    <Disclosure summary="What libraries call it">
      <Facts items={options.map(({ library, option }) => ({ term: library, value: option }))} />
    </Disclosure>
  );
}
