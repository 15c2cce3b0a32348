import { Badge } from '../../../../../web/components/badge.tsx';
import { Card, MessageBar } from '../../../../../web/components/surfaces.tsx';
import { Table } from '../../../../../web/components/table.tsx';
import { type Person, searchPeople } from '../../../../directory/people-search.ts';
import { findUserById } from '../../../../directory/users/users.ts';
import type { ClaimWithReason } from '../../../../response/claims.ts';
import { previewClaims } from '../../../../single-sign-on/preview-claims.ts';
import { AdminError } from '../../../errors.ts';
import { SearchForm } from '../../../search-list.tsx';
import type { Shell } from '../../../visit.ts';
import { ApplicationPage } from '../../application-page.tsx';
import type { ApplicationRoutes, ApplicationVisit } from '../../application-routes.ts';
import { claimsPage } from './addresses.ts';

export const previewPage = `${claimsPage}/preview`;

interface Preview {
  readonly person: Person;
  readonly rows: readonly ClaimWithReason[];
}

/** "Preview": the claims that a chosen user would get, and why each is present or missing. */
export function claimsPreview(routes: ApplicationRoutes): void {
  routes.get(previewPage, async (visit) => {
    const { db } = visit.context;
    const search = visit.query('search');
    const found = await searchPeople(db, visit.tenantId, search, 20);
    const preview = await previewFor(visit);
    return visit.page((shell) => (
      <PreviewPage shell={shell} visit={visit} search={search} found={found} preview={preview} />
    ));
  });
}

/** @throws {AdminError} `object_gone` when the tenant has no such user */
async function previewFor(visit: ApplicationVisit): Promise<Preview | undefined> {
  const id = visit.query('user');
  if (id === '') return undefined;
  const { db } = visit.context;
  const person = await findUserById(db, id);
  if (person?.tenantId !== visit.tenantId)
    throw new AdminError('object_gone', 'This tenant has no such user.');
  const rows = await previewClaims(db, visit.id, person);
  return rows && { person, rows };
}

function PreviewPage({
  shell,
  visit,
  search,
  found,
  preview,
}: {
  shell: Shell;
  visit: ApplicationVisit;
  search: string;
  found: readonly Person[];
  preview: Preview | undefined;
}) {
  const address = visit.path(previewPage);
  const of = (id: string) =>
    `${address}?${new URLSearchParams({ ...(search && { search }), user: id })}#preview`;
  return (
    <ApplicationPage
      shell={shell}
      app={visit.app}
      menu="single-sign-on"
      title="Preview claims"
      lead="What a user would get who signs in now, with a password."
      trail={[
        { title: 'Single sign-on', href: visit.path('single-sign-on') },
        { title: 'Attributes & Claims', href: visit.path(claimsPage) },
      ]}
    >
      {preview && <PreviewCard {...preview} />}
      <Card title="Choose a user" id="people">
        <SearchForm action={address} label="Search by name or user principal name" value={search} />
        <Table
          caption="Users"
          columns={['User', 'User principal name']}
          rows={found.map(({ id, displayName, userPrincipalName }) => [
            <a key={id} href={of(id)}>
              {displayName}
            </a>,
            userPrincipalName,
          ])}
          empty="No user matches."
        />
      </Card>
    </ApplicationPage>
  );
}

function PreviewCard({ person, rows }: Preview) {
  const ends = rows.find(({ values, reason }) => values.length === 0 && /^AADSTS/.test(reason));
  return (
    <Card title={`Claims of ${person.displayName}`} id="preview">
      {ends && (
        <MessageBar tone="error" title="The sign-in would fail" id="wouldFail">
          {ends.name}: {ends.reason}
        </MessageBar>
      )}
      <Table
        caption={`Claims of ${person.displayName}`}
        columns={[
          { title: 'Claim', breaks: true },
          'Sent',
          { title: 'Values', breaks: true },
          'Why',
        ]}
        rows={rows.map(({ name, values, reason }) => [
          name,
          values.length > 0 ? <Badge tone="pass">Yes</Badge> : <Badge tone="neutral">No</Badge>,
          values.map((value) => <div key={value}>{value}</div>),
          reason,
        ])}
      />
    </Card>
  );
}
