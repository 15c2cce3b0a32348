import { Actions, Button, FieldSet, LinkButton, Radio } from '../../../web/components/controls.tsx';
import { Field, TextArea } from '../../../web/components/field.tsx';
import { Card, Facts } from '../../../web/components/surfaces.tsx';
import { typedFields } from '../../../web/http/typed-fields.ts';
import { userAccessUrl } from '../../cloud/clouds.ts';
import { inEntra } from '../../cloud/printed-address.ts';
import {
  type ApplicationProperties,
  propertiesOf,
  setProperties,
} from '../../directory/applications/application-properties.ts';
import { tagOf } from '../../directory/stale-version.ts';
import { AdminForm, faultOf } from '../admin-form.tsx';
import type { FieldFault } from '../field-faults.ts';
import type { Shell } from '../visit.ts';
import { ApplicationPage } from './application-page.tsx';
import type { ApplicationRoutes, ApplicationVisit } from './application-routes.ts';
import { saveSection } from './save-section.tsx';

const labels: Record<keyof ApplicationProperties, string> = {
  accountEnabled: 'Enabled for users to sign-in?',
  displayName: 'Name',
  appRoleAssignmentRequired: 'Assignment required?',
  visible: 'Visible to users?',
  notes: 'Notes',
};

/** Manage > Properties (entra-admin.md 1.4). */
export function properties(routes: ApplicationRoutes): void {
  routes.get('properties', (visit) =>
    visit.page((shell) => (
      <PropertiesPage shell={shell} visit={visit} form={propertiesOf(visit.app)} />
    )),
  );
  routes.post('properties', 'app.configure', (visit) => {
    const form = readForm(visit);
    return saveSection(visit, {
      subject: 'Properties',
      address: visit.path('properties'),
      labels,
      section: propertiesOf,
      typed: form,
      save: (edit) => setProperties(visit.context.db, edit, form),
      activity: 'Update service principal',
      show: (faults) =>
        visit.page(
          (shell) => <PropertiesPage shell={shell} visit={visit} form={form} faults={faults} />,
          422,
        ),
    });
  });
}

function readForm({ form, app }: ApplicationVisit): ApplicationProperties {
  const before = propertiesOf(app);
  const yes = (name: 'accountEnabled' | 'appRoleAssignmentRequired' | 'visible') =>
    form.has(name) ? form.text(name) === 'yes' : before[name];
  return {
    displayName: form.text('displayName'),
    accountEnabled: yes('accountEnabled'),
    appRoleAssignmentRequired: yes('appRoleAssignmentRequired'),
    visible: yes('visible'),
    notes: form.text('notes').replaceAll('\r\n', '\n'),
  };
}

interface PageProps {
  shell: Shell;
  visit: ApplicationVisit;
  form: ApplicationProperties;
  faults?: readonly FieldFault[];
}

function PropertiesPage({ shell, visit, form, faults }: PageProps) {
  const { app, context } = visit;
  const { id, appId, tenantId, homepageUrl } = app.servicePrincipal;
  const denial = visit.denial('app.configure');
  const version = faults ? visit.form.version() : tagOf(propertiesOf(app));
  const field = typedFields(form, (name) => faultOf(faults, name));
  return (
    <ApplicationPage shell={shell} app={app} menu="properties" denial={denial}>
      <Card>
        <AdminForm
          shell={shell}
          action={visit.path('properties')}
          version={version}
          faults={faults}
        >
          <YesNo
            name="accountEnabled"
            form={form}
            hint="No: sign-ins to this application are refused."
          />
          <Field label={labels.displayName} {...field('displayName')} required />
          <Facts
            items={[
              { term: 'Homepage URL', value: homepageUrl ?? '(none)' },
              {
                term: 'User access URL',
                value: `${context.publicUrl()}/api/signin/${appId}?tenantId=${tenantId}`,
                copy: true,
                note: inEntra(visit.cloud, userAccessUrl(visit.cloud, tenantId, appId)),
              },
              { term: 'Application ID', value: appId, copy: true },
              { term: 'Object ID', value: id, copy: true },
            ]}
          />
          <YesNo
            name="appRoleAssignmentRequired"
            form={form}
            hint="Yes: only assigned users and Global Administrators can sign in."
          />
          <YesNo name="visible" form={form} hint="No: it has no tile in My Apps." />
          <TextArea
            label={labels.notes}
            {...field('notes')}
            hint="At most 1,024 characters."
            optional
          />
          <Actions>
            <Button id="save" disabled={denial !== undefined}>
              Save
            </Button>
            <LinkButton href={visit.path('properties')}>Discard</LinkButton>
            {denial === undefined && (
              <LinkButton href={visit.path('delete')} appearance="subtle" id="delete">
                Delete
              </LinkButton>
            )}
          </Actions>
        </AdminForm>
      </Card>
    </ApplicationPage>
  );
}

function YesNo({
  name,
  form,
  hint,
}: {
  name: 'accountEnabled' | 'appRoleAssignmentRequired' | 'visible';
  form: ApplicationProperties;
  hint: string;
}) {
  return (
    <FieldSet legend={labels[name]} hint={hint}>
      <Radio name={name} value="yes" label="Yes" checked={form[name]} />
      <Radio name={name} value="no" label="No" checked={!form[name]} />
    </FieldSet>
  );
}
