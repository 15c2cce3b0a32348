import {
  type CatalogueCase,
  type CatalogueGroup,
  groups,
  severityName,
} from '../../../catalogue/index.ts';
import { Badge } from '../../../web/components/badge.tsx';
import { Button, Checkbox, CsrfField, LinkButton } from '../../../web/components/controls.tsx';
import { Select } from '../../../web/components/field.tsx';
import { Breadcrumbs, PageHeading } from '../../../web/components/navigation.tsx';
import { Page } from '../../../web/components/page.tsx';
import { Card, EmptyState } from '../../../web/components/surfaces.tsx';
import { runsByHand } from '../runs-by-hand.ts';
import { SearchForm } from '../search-form.tsx';
import { expectationOf, expectations } from './expectation.ts';
import { type CaseFilter, filterParameters } from './search.ts';

export interface CasesPageProps {
  /** The cases found, in the catalogue's order. */
  cases: readonly CatalogueCase[];
  filter: CaseFilter;
  token: string;
}

const names = Object.keys(groups) as CatalogueGroup[];

/** The catalogue as a list with filters, and a link to each of its groups. */
export function CasesPage({ cases, filter, token }: CasesPageProps) {
  const found = names
    .map((group) => ({ group, cases: cases.filter((each) => each.group === group) }))
    .filter((each) => each.cases.length > 0);
  const isNarrowed = Object.keys(filterParameters({ ...filter, all: false })).length > 0;
  return (
    <Page title="Cases" site="lab" siteName="samlab" wide>
      <Breadcrumbs items={[{ href: '/', title: 'Lab home' }, { title: 'Cases' }]} />
      <PageHeading
        title="Spoil the next sign-in"
        lead="Choose what is wrong with the identity provider's next response."
      />
      <Card>
        <SearchForm query={filter.query}>
          <Filters {...filter} />
        </SearchForm>
        <p class="hint" role="status">
          {cases.length} {cases.length === 1 ? 'case' : 'cases'}
          {filter.query !== '' && ` for “${filter.query}”`}. {isNarrowed && <ShowAll />}
        </p>
        {found.length > 1 && (
          <nav aria-label="Groups" class="jumps">
            <ul>
              {found.map(({ group, cases: { length } }) => (
                <li key={group}>
                  <a href={`#${group}`}>{groups[group]}</a> <span class="hint">{length}</span>
                </li>
              ))}
            </ul>
          </nav>
        )}
      </Card>
      {cases.length === 0 && (
        <Card>
          <EmptyState title="No case matches">
            <ShowAll />
          </EmptyState>
        </Card>
      )}
      <form method="post" action="/spoil">
        <CsrfField token={token} />
        {found.map((each) => (
          <GroupCard key={each.group} {...each} />
        ))}
      </form>
    </Page>
  );
}

const ShowAll = () => <a href="/cases">Show all cases that can be shown by hand</a>;

const any = { value: '', label: 'Any' };

function Filters({ group, severity, verdict, all }: CaseFilter) {
  return (
    <>
      <Select
        label="Group"
        name="group"
        value={group}
        options={[any, ...names.map((value) => ({ value, label: groups[value] }))]}
      />
      <Select
        label="Severity"
        name="severity"
        value={severity}
        options={[any, ...Object.entries(severityName).map(([value, label]) => ({ value, label }))]}
      />
      <Select
        label="A correct service provider must"
        name="verdict"
        value={verdict}
        options={[
          any,
          ...Object.entries(expectations).map(([value, { word }]) => ({ value, label: word })),
        ]}
      />
      <Checkbox
        label="Include cases that cannot be shown by hand"
        name="all"
        value="1"
        checked={all}
      />
    </>
  );
}

function GroupCard({ group, cases }: { group: CatalogueGroup; cases: readonly CatalogueCase[] }) {
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
        <span class="hint">must {expectationOf(of, verdict).word}</span>
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
