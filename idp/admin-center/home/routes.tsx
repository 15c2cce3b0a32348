import { Facts } from '../../../web/components/surfaces.tsx';
import { Tile, Tiles } from '../../../web/components/tiles.tsx';
import { clouds } from '../../cloud/clouds.ts';
import { findTenant } from '../../directory/tenants/tenants.ts';
import { AdminPage } from '../admin-page.tsx';
import type { AdminRoutes } from '../admin-routes.ts';

/** `/admin`: the tenant, the user's roles in it, and links to the pages. */
export function home(routes: AdminRoutes): void {
  routes.get('/admin', 'app.read', async (visit) => {
    const tenant = await findTenant(visit.context.db, visit.tenantId);
    const { roles } = visit.administrator;
    return visit.page((shell) => (
      <AdminPage
        shell={shell}
        section="home"
        isHome
        title="Home"
        heading={tenant?.displayName ?? 'Home'}
        lead="Overview of the tenant."
      >
        <Facts
          items={[
            { term: 'Name', value: tenant?.displayName ?? '' },
            { term: 'Tenant ID', value: visit.tenantId, copy: true },
            {
              term: 'Cloud',
              value: <a href="/admin/tenant">{`${clouds[visit.cloud].name}: tenant properties`}</a>,
            },
            {
              term: 'Your roles',
              value:
                roles.size > 0
                  ? [...roles].sort().join(', ')
                  : 'None: you can read most pages, but change nothing.',
            },
          ]}
        />
        <Tiles label="Pages">
          <Tile
            href="/admin/apps"
            title="Enterprise apps"
            icon="apps"
            subtitle="Single sign-on, properties, assignments"
          />
          <Tile href="/admin/users" title="Users" icon="person" subtitle="People who can sign in" />
          <Tile href="/admin/groups" title="Groups" icon="people" subtitle="Sets of users" />
          <Tile
            href="/admin/conditional-access"
            title="Conditional Access"
            icon="shield"
            subtitle="Block access, require a second factor"
          />
          <Tile
            href="/admin/sign-ins"
            title="Sign-in logs"
            icon="list"
            subtitle="Every sign-in, every failure with its code"
          />
          <Tile
            href="/admin/provisioning-logs"
            title="Provisioning logs"
            icon="list"
            subtitle="Who was created, changed or disabled in an application"
          />
          <Tile
            href="/admin/audit"
            title="Audit logs"
            icon="clipboard"
            subtitle="Who changed what"
          />
          <Tile
            href="/admin/wizard"
            title="Enterprise App Configuration Wizard"
            icon="steps"
            subtitle="Add, assign and configure in one flow"
          />
        </Tiles>
      </AdminPage>
    ));
  });
}
