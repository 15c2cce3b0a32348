import {
  type CatalogueCase,
  type CatalogueGroup,
  groups,
  severityName,
} from '../../../catalogue/index.ts';
import { Badge } from '../../../web/components/badge.tsx';
import { Button, CsrfField, LinkButton } from '../../../web/components/controls.tsx';
import { Breadcrumbs, PageHeading } from '../../../web/components/navigation.tsx';
import { Page } from '../../../web/components/page.tsx';
import { Card, EmptyState } from '../../../web/components/surfaces.tsx';
import { runsByHand } from '../runs-by-hand.ts';
import { SearchForm } from '../search-form.tsx';
import { expectation } from './expectation.ts';

export interface CasesPageProps {
  /** The cases found, in the catalogue's order. */
  cases: readonly CatalogueCase[];
  query: string;
  /** Whether cases that cannot be shown by hand are included. */
  all: boolean;
  token: string;
}

/** The catalogue as a searchable list. */
export function CasesPage({ cases, query, all, token }: CasesPageProps) {
  const other = new URLSearchParams({ ...(query && { q: query }), ...(!all && { all: '1' }) });
  return (
    <Page title="Cases" site="lab" siteName="samlab" wide>
      <Breadcrumbs items={[{ href: '/', title: 'Lab home' }, { title: 'Cases' }]} />
      <PageHeading
        title="Spoil the next sign-in"
        lead="Choose what is wrong with the identity provider's next response."
      />
      <Card>
        <SearchForm query={query} all={all} />
        <p class="hint" role="status">
          {cases.length} {cases.length === 1 ? 'case' : 'cases'}
          {query !== '' && ` for “${query}”`}.{' '}
          <a href={`/cases${other.size > 0 ? `?${other}` : ''}`}>
            {all
              ? 'Only cases that can be shown by hand'
              : 'Include cases that cannot be shown by hand'}
          </a>
        </p>
      </Card>
      {cases.length === 0 && (
        <Card>
          <EmptyState title="No case matches all of these words">
            <a href="/cases">Show all cases that can be shown by hand</a>
          </EmptyState>
        </Card>
      )}
      <form method="post" action="/spoil">
        <CsrfField token={token} />
        {(Object.keys(groups) as CatalogueGroup[]).map((group) => (
          <GroupCard
            key={group}
            group={group}
            cases={cases.filter((each) => each.group === group)}
          />
        ))}
      </form>
    </Page>
  );
}

function GroupCard({ group, cases }: { group: CatalogueGroup; cases: readonly CatalogueCase[] }) {
  if (cases.length === 0) return null;
  return (
    <Card title={groups[group]} id={group}>
      <ul class="case-list">
        {cases.map((each) => (
          <CaseRow key={each.id} of={each} />
        ))}
      </ul>
    </Card>
  );
}

function CaseRow({ of }: { of: CatalogueCase }) {
  const { id, title, severity, verdict } = of;
  const [run, ...more] = runsByHand(of);
  return (
    <li>
      <div>
        <a href={`/cases/${id}`}>
          <code>{id}</code>
        </a>
        <p>{title}</p>
      </div>
      <p class="case-marks">
        <Badge tone={severity === 'crit' ? 'fail' : severity === 'high' ? 'warning' : 'neutral'}>
          {severityName[severity]}
        </Badge>
        <span class="hint">must {expectation[verdict].word}</span>
      </p>
      {run && more.length === 0 && (
        <Button appearance="secondary" name="run" value={run.id} aria-label={`Arm ${run.id}`}>
          Arm
        </Button>
      )}
      {run && more.length > 0 && (
        <LinkButton href={`/cases/${id}`} aria-label={`${more.length + 1} variants of ${id}`}>
          {more.length + 1} variants
        </LinkButton>
      )}
      {!run && <span class="hint">samlab check only</span>}
    </li>
  );
}
