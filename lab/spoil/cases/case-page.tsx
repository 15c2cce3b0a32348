import {
  type CatalogueCase,
  checksOf,
  groupNames,
  severityName,
} from '../../../catalogue/index.ts';
import { Breadcrumbs, PageHeading } from '../../../web/components/navigation.tsx';
import { Page } from '../../../web/components/page.tsx';
import { Card, Disclosure, Facts, MessageBar } from '../../../web/components/surfaces.tsx';
import { runId, whyNotByHand } from '../runs-by-hand.ts';
import { expectationOf } from './expectation.ts';
import { RunView, SpoilButton } from './run-view.tsx';
import type { SampleMessage } from './sample-message.ts';
import { TreeLegend } from './tree-view.tsx';

export interface CasePageProps {
  of: CatalogueCase;
  /** One per run, in order; undefined for a run without a single message. */
  samples: readonly (SampleMessage | undefined)[];
  token: string;
}

/** The page of a case: what is altered, why it matters, what a correct service provider does, and a button to arm it. */
export function CasePage({ of, samples, token }: CasePageProps) {
  const { id, group, title, severity, verdict, basis, risk, fix, runs } = of;
  return (
    <Page title={`Case ${id}`} site="lab" siteName="samlab" wide>
      <Breadcrumbs
        items={[
          { href: '/', title: 'Lab home' },
          { href: '/cases', title: 'Cases' },
          { title: id },
        ]}
      />
      <PageHeading title={id} lead={title} />
      <Card title="About this case">
        <Facts
          items={[
            {
              term: 'What a correct service provider does',
              value: expectationOf(of, verdict).sentence,
            },
            { term: 'Risk', value: risk },
            { term: 'How to fix it', value: fix },
            { term: 'Severity', value: severityName[severity] },
            { term: 'Basis', value: basis.join('; ') },
            { term: 'Group', value: `${groupNames[group]} (${group})` },
          ]}
        />
      </Card>
      {runs.map((run, n) => {
        const sample = samples[n];
        const why = whyNotByHand(run);
        const checks = checksOf(run);
        const own = runId(of, n);
        return (
          <Card
            key={own}
            title={runs.length > 1 ? `${own}: ${run.title ?? ''}` : 'What is altered'}
          >
            {run.verdict !== undefined && run.verdict !== verdict && (
              <p>
                For this variant, a correct service provider:{' '}
                {expectationOf(of, run.verdict).sentence}
              </p>
            )}
            {sample && runs.length === 1 && <RunView sample={sample} />}
            {sample && runs.length > 1 && (
              <Disclosure summary="What is altered" open={n === 0}>
                <RunView sample={sample} />
              </Disclosure>
            )}
            {checks.length > 0 && (
              <p>
                Peakon refuses it with the check <Alternatives names={checks} />.
              </p>
            )}
            {why === undefined ? (
              <>
                {run.needs?.includes('unsolicited-allowed') && (
                  <p class="hint">
                    The service provider must accept unsolicited responses, as Peakon does.
                  </p>
                )}
                <SpoilButton run={own} token={token} />
              </>
            ) : (
              <MessageBar tone="info" title="Cannot be shown by hand">
                {why}
              </MessageBar>
            )}
          </Card>
        );
      })}
      {samples.some(Boolean) && <TreeLegend />}
    </Page>
  );
}

function Alternatives({ names }: { names: readonly string[] }) {
  return (
    <>
      {names.map((name, n) => (
        <span key={name}>
          {n > 0 && ' or '}
          <code>{name}</code>
        </span>
      ))}
    </>
  );
}
