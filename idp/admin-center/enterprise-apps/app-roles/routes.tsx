import type { FastifyReply } from 'fastify';
import { InvalidInput } from '../../../../input/invalid-input.ts';
import { StaleVersion } from '../../../../input/stale-version.ts';
import { Actions, Button, LinkButton } from '../../../../web/components/controls.tsx';
import { Toolbar } from '../../../../web/components/navigation.tsx';
import { MessageBar } from '../../../../web/components/surfaces.tsx';
import { Table } from '../../../../web/components/table.tsx';
import {
  type AppRoleProperties,
  appRolePropertiesOf,
  appRolesOf,
} from '../../../directory/applications/app-roles.ts';
import {
  appRoleTag,
  deleteAppRole,
  saveAppRole,
} from '../../../directory/applications/manage-app-roles.ts';
import type { AppRoleRow } from '../../../directory/tables.ts';
import { AdminForm } from '../../admin-form.tsx';
import { ConflictPage } from '../../conflict-page.tsx';
import { AdminError } from '../../errors.ts';
import { type FieldFault, fieldFaults } from '../../field-faults.ts';
import { ApplicationPage } from '../application-page.tsx';
import type { ApplicationRoutes, ApplicationVisit } from '../application-routes.ts';
import {
  AppRoleFields,
  type AppRoleForm,
  appRoleFormOf,
  appRoleLabels,
  appRoleValues,
  emptyAppRole,
  memberTypesInWords,
  readAppRole,
} from './form.tsx';

const PAGE = 'app-roles';

/**
 * App roles: list, create, edit, disable, delete (howto-add-app-roles-in-apps.md). In Entra the page belongs to the registration, which has no pages
 * here.
 */
export function appRoles(routes: ApplicationRoutes): void {
  routes.get(PAGE, showList);
  routes.get(`${PAGE}/new`, (visit) => showForm(visit, undefined, emptyAppRole));
  routes.post(`${PAGE}/new`, 'app.configure', (visit) => save(visit, undefined));
  routes.get(`${PAGE}/:role`, async (visit) => {
    const role = await targetRole(visit);
    return showForm(visit, role, appRoleFormOf(appRolePropertiesOf(role)));
  });
  routes.post(`${PAGE}/:role`, 'app.configure', async (visit) =>
    save(visit, await targetRole(visit)),
  );
  routes.get(`${PAGE}/:role/delete`, async (visit) =>
    confirmDelete(visit, await targetRole(visit)),
  );
  routes.post(`${PAGE}/:role/delete`, 'app.configure', removeRole);
}

/** @throws {AdminError} `object_gone` */
async function targetRole(visit: ApplicationVisit): Promise<AppRoleRow> {
  const roles = await appRolesOf(visit.context.db, visit.id);
  const role = roles.find(({ id }) => id === visit.param('role'));
  if (!role) throw new AdminError('object_gone', 'This application has no such role.');
  return role;
}

async function showList(visit: ApplicationVisit): Promise<FastifyReply> {
  const roles = await appRolesOf(visit.context.db, visit.id);
  const denial = visit.denial('app.configure');
  return visit.page((shell) => (
    <ApplicationPage
      shell={shell}
      app={visit.app}
      menu="app-roles"
      denial={denial}
      lead="The values of the roles that are assigned to a user, or to a group of the user, are sent in the role claim."
    >
      {denial === undefined && (
        <Toolbar>
          <LinkButton href={visit.path(`${PAGE}/new`)} appearance="subtle" id="createRole">
            Create app role
          </LinkButton>
          <LinkButton href={visit.path('users')} appearance="subtle">
            Assign roles
          </LinkButton>
        </Toolbar>
      )}
      <Table
        caption="App roles"
        columns={['Display name', 'Description', 'Allowed member types', 'Value', 'ID', 'State']}
        rows={roles.map((role) => {
          const { displayName, description, value, isEnabled } = appRolePropertiesOf(role);
          return [
            <a key="name" href={visit.path(`${PAGE}/${role.id}`)}>
              {displayName}
            </a>,
            description,
            memberTypesInWords(appRolePropertiesOf(role)),
            value || <span class="hint">none: no claim</span>,
            <code key="id">{role.id}</code>,
            isEnabled ? 'Enabled' : 'Disabled',
          ];
        })}
        empty="No roles."
      />
    </ApplicationPage>
  ));
}

const trailOf = (visit: ApplicationVisit) => [{ title: 'App roles', href: visit.path(PAGE) }];

async function showForm(
  visit: ApplicationVisit,
  role: AppRoleRow | undefined,
  form: AppRoleForm,
  faults?: readonly FieldFault[],
): Promise<FastifyReply> {
  const denial = visit.denial('app.configure');
  const address = visit.path(`${PAGE}/${role?.id ?? 'new'}`);
  return visit.page(
    (shell) => (
      <ApplicationPage
        shell={shell}
        app={visit.app}
        menu="app-roles"
        title={role ? 'Edit app role' : 'Create app role'}
        denial={denial}
        trail={trailOf(visit)}
      >
        <AdminForm
          shell={shell}
          action={address}
          version={faults ? visit.form.version() : appRoleTag(role)}
          faults={faults}
        >
          <AppRoleFields
            form={form}
            faults={faults}
            back={visit.path(PAGE)}
            disabled={denial !== undefined}
          >
            {role && denial === undefined && (
              <LinkButton href={`${address}/delete`} appearance="subtle" id="delete">
                Delete
              </LinkButton>
            )}
          </AppRoleFields>
        </AdminForm>
      </ApplicationPage>
    ),
    faults ? 422 : 200,
  );
}

async function save(visit: ApplicationVisit, role: AppRoleRow | undefined): Promise<FastifyReply> {
  const form = readAppRole(visit.form);
  const values = appRoleValues(form);
  const { context, id, tenantId } = visit;
  const edit = { tenantId, servicePrincipalId: id, tag: visit.form.version() };
  try {
    await saveAppRole(context.db, edit, role?.id, values);
  } catch (error) {
    if (error instanceof StaleVersion && role) return showConflict(visit, role.id, form);
    if (!(error instanceof InvalidInput)) throw error;
    return showForm(visit, role, form, fieldFaults(error.faults));
  }
  await auditRole(visit, role && appRolePropertiesOf(role), values);
  return visit.done(visit.path(PAGE), `The role ${form.displayName} was saved.`);
}

const auditRole = (
  visit: ApplicationVisit,
  before: AppRoleProperties | undefined,
  after: AppRoleProperties | undefined,
): Promise<void> =>
  visit.auditApplication('Update application', [
    {
      displayName: 'AppRoles',
      oldValue: before && JSON.stringify(before),
      newValue: after && JSON.stringify(after),
    },
  ]);

async function showConflict(
  visit: ApplicationVisit,
  roleId: string,
  typed: AppRoleForm,
): Promise<FastifyReply> {
  const roles = await appRolesOf(visit.context.db, visit.id);
  const role = roles.find(({ id }) => id === roleId);
  if (!role) throw new AdminError('object_gone', 'This application has no such role.');
  const saved = appRoleFormOf(appRolePropertiesOf(role));
  const words = (form: AppRoleForm) => ({ ...form, isEnabled: form.isEnabled ? 'Yes' : 'No' });
  const address = visit.path(`${PAGE}/${roleId}`);
  return visit.page(
    (shell) => (
      <ConflictPage
        shell={shell}
        section="apps"
        subject={`App role ${role.displayName}`}
        action={address}
        back={address}
        version={appRoleTag(role)}
        fields={(Object.keys(typed) as (keyof AppRoleForm)[]).map((name) => ({
          label: appRoleLabels[name],
          saved: words(saved)[name],
          typed: words(typed)[name],
        }))}
        sent={visit.form.entries()}
        trail={[
          { title: 'Enterprise apps', href: '/admin/apps' },
          { title: visit.app.servicePrincipal.displayName, href: visit.path('') },
          ...trailOf(visit),
        ]}
      />
    ),
    409,
  );
}

function confirmDelete(visit: ApplicationVisit, role: AppRoleRow, error?: string): FastifyReply {
  const address = visit.path(`${PAGE}/${role.id}`);
  return visit.page(
    (shell) => (
      <ApplicationPage
        shell={shell}
        app={visit.app}
        menu="app-roles"
        title="Delete app role"
        denial={visit.denial('app.configure')}
        trail={trailOf(visit)}
      >
        {error === undefined ? (
          <MessageBar tone="warning" title={`Delete ${role.displayName}?`}>
            The assignments in this role are deleted too.
          </MessageBar>
        ) : (
          <MessageBar tone="error" title="The role was not deleted">
            {error}
          </MessageBar>
        )}
        <AdminForm shell={shell} action={`${address}/delete`} version={appRoleTag(role)}>
          <Actions>
            {error === undefined && (
              <Button appearance="danger" id="confirmDelete">
                Delete
              </Button>
            )}
            <LinkButton href={error === undefined ? visit.path(PAGE) : address}>
              {error === undefined ? 'Cancel' : 'Back to the role'}
            </LinkButton>
          </Actions>
        </AdminForm>
      </ApplicationPage>
    ),
    error === undefined ? 200 : 422,
  );
}

async function removeRole(visit: ApplicationVisit): Promise<FastifyReply> {
  const role = await targetRole(visit);
  const { context, id, tenantId } = visit;
  const edit = { tenantId, servicePrincipalId: id, tag: visit.form.version() };
  try {
    await deleteAppRole(context.db, edit, role.id);
  } catch (error) {
    if (error instanceof StaleVersion)
      return visit.done(visit.path(PAGE), {
        tone: 'warning',
        text: 'Another user changed this role in the meantime, so it was not deleted. Check it again.',
      });
    if (!(error instanceof InvalidInput)) throw error;
    return confirmDelete(visit, role, error.message);
  }
  await auditRole(visit, appRolePropertiesOf(role), undefined);
  return visit.done(visit.path(PAGE), `The role ${role.displayName} was deleted.`);
}
