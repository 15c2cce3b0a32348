import type { FastifyReply } from 'fastify';
import { Actions, Button, HiddenField, LinkButton } from '../../../web/components/controls.tsx';
import { Card } from '../../../web/components/surfaces.tsx';
import { findPrincipals } from '../../directory/applications/principals.ts';
import { AdminForm } from '../admin-form.tsx';
import { assignPrincipals, roleOptions, SelectRole } from '../enterprise-apps/add-assignment.tsx';
import type { ApplicationRoutes, ApplicationVisit } from '../enterprise-apps/application-routes.ts';
import { PeoplePicker, pickedIds, pickingPrincipals } from '../enterprise-apps/people-picker.tsx';
import { WizardPage, wizardAddress } from './wizard-page.tsx';

/** Steps 2 and 3: who gets the application, and in which role. */
export function assignSteps(routes: ApplicationRoutes): void {
  routes.get('users', (visit) => showUsers(visit));
  routes.post('users', 'app.assign', (visit) => {
    if (visit.form.text('do') !== 'next') return showUsers(visit);
    return pickedIds(visit.form).length === 0
      ? showUsers(visit, 'Select at least one user or group, or skip this step.')
      : showRole(visit);
  });
  routes.get('role', (visit) => visit.done(wizardAddress(visit.id, 'users')));
  routes.post('role', 'app.assign', async (visit) => {
    const { context, tenantId, form, id } = visit;
    const principals = await findPrincipals(context.db, tenantId, pickedIds(form));
    await assignPrincipals(visit, principals, form.text('appRoleId'));
    const names = principals.map(({ displayName }) => displayName).join(', ');
    return visit.done(wizardAddress(id, 'sso'), names ? `Assigned: ${names}.` : undefined);
  });
}

async function showUsers(visit: ApplicationVisit, error?: string): Promise<FastifyReply> {
  const { id, app } = visit;
  const picking = await pickingPrincipals(visit);
  return visit.page(
    (shell) => (
      <WizardPage shell={shell} step="users" appName={app.servicePrincipal.displayName} id={id}>
        <Card>
          <AdminForm shell={shell} action={wizardAddress(id, 'users')}>
            <PeoplePicker {...picking} error={error} />
            <Actions>
              <Button name="do" value="next" id="next">
                Next
              </Button>
              <LinkButton href={wizardAddress(id, 'sso')} appearance="subtle">
                Skip
              </LinkButton>
            </Actions>
          </AdminForm>
        </Card>
      </WizardPage>
    ),
    error === undefined ? 200 : 422,
  );
}

async function showRole(visit: ApplicationVisit): Promise<FastifyReply> {
  const { context, tenantId, form, id, app } = visit;
  const principals = await findPrincipals(context.db, tenantId, pickedIds(form));
  const options = await roleOptions(visit);
  return visit.page((shell) => (
    <WizardPage shell={shell} step="role" appName={app.servicePrincipal.displayName} id={id}>
      <Card title={principals.map(({ displayName }) => displayName).join(', ')}>
        <AdminForm shell={shell} action={wizardAddress(id, 'role')}>
          {principals.map((principal) => (
            <HiddenField key={principal.id} name="principal" value={principal.id} />
          ))}
          <SelectRole options={options} />
          <Actions>
            <Button id="next">Assign</Button>
            <LinkButton href={wizardAddress(id, 'users')}>Back</LinkButton>
          </Actions>
        </AdminForm>
      </Card>
    </WizardPage>
  ));
}
