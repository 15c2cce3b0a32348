import { Actions, Button, LinkButton } from '../../../web/components/controls.tsx';
import { Card, MessageBar } from '../../../web/components/surfaces.tsx';
import { deleteApplication } from '../../directory/applications/applications.ts';
import { AdminForm } from '../admin-form.tsx';
import { ApplicationPage } from './application-page.tsx';
import type { ApplicationRoutes } from './application-routes.ts';

/** Properties > Delete: asks first, on a separate page. */
export function deletion(routes: ApplicationRoutes): void {
  routes.get('delete', (visit) => {
    const { app } = visit;
    const { displayName } = app.servicePrincipal;
    const denial = visit.denial('app.configure');
    return visit.page((shell) => (
      <ApplicationPage
        shell={shell}
        app={app}
        menu="properties"
        title="Delete application"
        denial={denial}
      >
        <Card title={`Delete ${displayName}?`}>
          <MessageBar tone="warning">
            Its single sign-on settings, certificates, owners and assignments are deleted with it.
            This cannot be undone.
          </MessageBar>
          <AdminForm shell={shell} action={visit.path('delete')}>
            <Actions>
              <Button appearance="danger" id="confirmDelete" disabled={denial !== undefined}>
                Delete
              </Button>
              <LinkButton href={visit.path('properties')}>Cancel</LinkButton>
            </Actions>
          </AdminForm>
        </Card>
      </ApplicationPage>
    ));
  });
  routes.post('delete', 'app.configure', async (visit) => {
    const { displayName } = visit.app.servicePrincipal;
    const { context, tenantId, id } = visit;
    await deleteApplication(context.db, { tenantId, servicePrincipalId: id });
    await visit.auditApplication('Remove service principal');
    return visit.done('/admin/apps', `${displayName} was deleted.`);
  });
}
