import { LinkButton } from '../../../web/components/controls.tsx';
import { Toolbar } from '../../../web/components/navigation.tsx';
import { Pager } from '../../../web/components/pager.tsx';
import { Table } from '../../../web/components/table.tsx';
import { listApplications } from '../../directory/applications/application-list.ts';
import { AdminPage } from '../admin-page.tsx';
import type { AdminRoutes } from '../admin-routes.ts';
import { listPageOf, SearchForm } from '../search-list.tsx';
import { day } from '../shown-instant.ts';
import { applicationAddress } from './application-routes.ts';

const address = '/admin/apps';

/** `/admin/apps`: "Enterprise apps", all of the tenant. */
export function applicationList(routes: AdminRoutes): void {
  routes.get(address, 'app.read', async (visit) => {
    const { context, tenantId } = visit;
    const { search, page, pageSize } = listPageOf(visit);
    const { rows, total } = await listApplications(context.db, {
      tenantId,
      search,
      page,
      pageSize,
    });
    return visit.page((shell) => (
      <AdminPage
        shell={shell}
        section="apps"
        title="Enterprise apps"
        lead="The applications that users of this tenant can sign in to."
      >
        <Toolbar>
          <LinkButton href={`${address}/new`} appearance="primary" id="newApplication">
            New application
          </LinkButton>
          <LinkButton href="/admin/wizard" appearance="subtle">
            Enterprise App Configuration Wizard
          </LinkButton>
        </Toolbar>
        <SearchForm
          action={address}
          label="Search by application name or application ID"
          value={search}
        />
        <Table
          caption="Enterprise applications"
          columns={[
            'Name',
            'Application ID',
            'Object ID',
            { title: 'Created on', nowrap: true },
            'Single sign-on',
          ]}
          rows={rows.map((app) => [
            <a href={applicationAddress(app.id)}>{app.displayName}</a>,
            <code>{app.appId}</code>,
            <code>{app.id}</code>,
            day(app.createdDateTime),
            app.preferredSingleSignOnMode === 'saml' ? 'SAML' : 'Disabled',
          ])}
          empty={search ? `No application matches "${search}".` : 'There are no applications yet.'}
        />
        <Pager action={address} page={page} total={total} keep={{ search }} />
      </AdminPage>
    ));
  });
}
