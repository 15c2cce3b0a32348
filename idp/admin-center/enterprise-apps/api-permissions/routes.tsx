import type { FastifyReply } from 'fastify';
import { InvalidInput } from '../../../../input/invalid-input.ts';
import { Badge } from '../../../../web/components/badge.tsx';
import {
  Actions,
  Button,
  Checkbox,
  FieldSet,
  HiddenField,
} from '../../../../web/components/controls.tsx';
import { Card, MessageBar } from '../../../../web/components/surfaces.tsx';
import { Table } from '../../../../web/components/table.tsx';
import {
  type GraphPermission,
  grantGraphPermissions,
  graphPermissions,
  graphPermissionsOf,
  revokeGraphPermission,
} from '../../../directory/applications/graph-permissions.ts';
import { AdminForm } from '../../admin-form.tsx';
import type { Shell } from '../../visit.ts';
import { ApplicationPage } from '../application-page.tsx';
import type { ApplicationRoutes, ApplicationVisit } from '../application-routes.ts';

const PAGE = 'api-permissions';

/**
 * "API permissions": the application permissions of Microsoft Graph. Granting one here is Entra's "Add a permission" and "Grant admin consent" at
 * once. In Entra the page belongs to the registration, and consent needs a Privileged Role Administrator.
 */
export function apiPermissions(routes: ApplicationRoutes): void {
  routes.get(PAGE, (visit) => show(visit));
  routes.post(PAGE, 'permission.grant', grant);
  routes.post(`${PAGE}/revoke`, 'permission.grant', revoke);
}

async function show(visit: ApplicationVisit, fault?: string): Promise<FastifyReply> {
  const granted = await graphPermissionsOf(visit.context.db, visit.id);
  return visit.page(
    (shell) => <PermissionsPage shell={shell} visit={visit} granted={granted} fault={fault} />,
    fault === undefined ? 200 : 422,
  );
}

interface PageProps {
  shell: Shell;
  visit: ApplicationVisit;
  granted: readonly GraphPermission[];
  fault: string | undefined;
}

function PermissionsPage({ shell, visit, granted, fault }: PageProps) {
  const others = namesOf(graphPermissions).filter((name) => !granted.includes(name));
  const may = visit.may('permission.grant');
  return (
    <ApplicationPage
      shell={shell}
      app={visit.app}
      menu="api-permissions"
      lead="What this application may do at Microsoft Graph by itself. The permissions are in its next token."
      denial={visit.denial('permission.grant')}
    >
      {fault !== undefined && (
        <MessageBar tone="error" title="Nothing was saved" id="faults">
          {fault}
        </MessageBar>
      )}
      <Table
        caption="Permissions"
        columns={['API / Permission', 'Type', 'Description', 'Status', 'Commands']}
        rows={granted.map((name) => [
          <code>{name}</code>,
          'Application',
          graphPermissions[name].displayName,
          <Badge tone="pass">Granted</Badge>,
          may && (
            <AdminForm shell={shell} action={visit.path(`${PAGE}/revoke`)} inline>
              <HiddenField name="permission" value={name} />
              <Button appearance="link" aria-label={`Remove permission ${name}`}>
                Remove permission
              </Button>
            </AdminForm>
          ),
        ])}
        empty="No permissions: Microsoft Graph refuses what this application asks."
      />
      {may && others.length > 0 && (
        <Card title="Add a permission" id="addPermission">
          <AdminForm shell={shell} action={visit.path(PAGE)}>
            <FieldSet legend="Application permissions of Microsoft Graph">
              {others.map((name) => (
                <Checkbox
                  key={name}
                  name="permissions"
                  id={`permission-${name}`}
                  value={name}
                  label={name}
                  hint={graphPermissions[name].displayName}
                />
              ))}
            </FieldSet>
            <Actions>
              <Button id="grant">Add and grant admin consent</Button>
            </Actions>
          </AdminForm>
        </Card>
      )}
    </ApplicationPage>
  );
}

const namesOf = <Name extends string>(record: Readonly<Record<Name, unknown>>): Name[] =>
  Object.keys(record) as Name[];

async function grant(visit: ApplicationVisit): Promise<FastifyReply> {
  const { context, form } = visit;
  const values = form.all('permissions');
  if (values.length === 0) return show(visit, 'Tick the permissions to add.');
  return change(visit, {
    activity: 'Add app role assignment to service principal',
    values,
    verb: 'granted',
    write: () => grantGraphPermissions(context.db, editOf(visit), values, context.clock()),
  });
}

async function revoke(visit: ApplicationVisit): Promise<FastifyReply> {
  const { context, form } = visit;
  const value = form.text('permission');
  return change(visit, {
    activity: 'Remove app role assignment from service principal',
    values: [value],
    verb: 'removed',
    write: () => revokeGraphPermission(context.db, editOf(visit), value),
  });
}

const editOf = ({ tenantId, id }: ApplicationVisit) => ({ tenantId, servicePrincipalId: id });

interface Change {
  /** For the audit log. */
  activity: string;
  values: readonly string[];
  /** Completes the sentence about the values. */
  verb: string;
  write: () => Promise<void>;
}

async function change(visit: ApplicationVisit, { activity, values, verb, write }: Change) {
  try {
    await write();
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    return show(visit, error.message);
  }
  const list = values.join(', ');
  await visit.auditApplication(activity, [{ displayName: 'AppRole.Value', newValue: list }]);
  return visit.done(visit.path(PAGE), `${list}: ${verb}.`);
}
