import type { FastifyReply } from 'fastify';
import { InvalidInput } from '../../../input/invalid-input.ts';
import { Actions, Button, LinkButton } from '../../../web/components/controls.tsx';
import { Field } from '../../../web/components/field.tsx';
import { Card, Facts } from '../../../web/components/surfaces.tsx';
import { addApplication } from '../../directory/applications/applications.ts';
import { type ApplicationTemplate, findTemplate } from '../../gallery/templates.ts';
import { AdminForm, faultOf } from '../admin-form.tsx';
import { AdminPage } from '../admin-page.tsx';
import type { AdminRoutes } from '../admin-routes.ts';
import { AdminError } from '../errors.ts';
import { type FieldFault, fieldFaults } from '../field-faults.ts';
import type { Shell, Visit } from '../visit.ts';
import { applicationAddress } from './application-routes.ts';
import { galleryAddress, galleryTrail } from './gallery.tsx';

/** Adding takes a few seconds (entra-admin.md 1.2), in which the pages say that the application is not ready. In milliseconds. */
export const ADDING_TAKES = 2_000;

/** The pane of a gallery application, and "Create your own application". */
export function addApplicationPages(routes: AdminRoutes): void {
  const own = `${galleryAddress}/own`;
  routes.get(own, 'app.create', (visit) => visit.page((shell) => <OwnPage shell={shell} />));
  routes.post(own, 'app.create', (visit) =>
    create(visit, undefined, (typed) =>
      visit.page((shell) => <OwnPage shell={shell} {...typed} />, 422),
    ),
  );

  const pane = `${galleryAddress}/:template`;
  routes.get(pane, 'app.create', (visit) => {
    const template = templateOf(visit);
    return visit.page((shell) => <TemplatePage shell={shell} template={template} />);
  });
  routes.post(pane, 'app.create', (visit) => {
    const template = templateOf(visit);
    return create(visit, template, (typed) =>
      visit.page((shell) => <TemplatePage shell={shell} template={template} {...typed} />, 422),
    );
  });
}

function templateOf(visit: Visit): ApplicationTemplate {
  const template = findTemplate(visit.param('template'));
  if (!template) throw new AdminError('object_gone', 'The gallery has no such application.');
  return template;
}

interface Typed {
  name?: string;
  faults?: readonly FieldFault[];
}

async function create(
  visit: Visit,
  template: ApplicationTemplate | undefined,
  showAgain: (typed: Typed) => FastifyReply,
): Promise<FastifyReply> {
  const name = visit.form.text('displayName');
  try {
    const { servicePrincipalId } = await createApplication(visit, name, template);
    return visit.done(applicationAddress(servicePrincipalId));
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    return showAgain({ name, faults: fieldFaults(error.faults) });
  }
}

/** Adds the application, with a line in the audit log. @throws {InvalidInput} when the name is empty or too long */
export async function createApplication(
  visit: Visit,
  displayName: string,
  template: ApplicationTemplate | undefined,
): Promise<{ servicePrincipalId: string }> {
  const { db, clock } = visit.context;
  const now = clock();
  const { servicePrincipalId, appId } = await addApplication(
    db,
    {
      tenantId: visit.tenantId,
      displayName,
      applicationTemplateId: template?.id,
      readyDateTime: new Date(now.getTime() + ADDING_TAKES),
    },
    now,
  );
  await visit.audit({
    activity: 'Add service principal',
    category: 'ApplicationManagement',
    target: { type: 'ServicePrincipal', id: servicePrincipalId, displayName },
    modified: [{ displayName: 'AppId', newValue: appId }],
  });
  return { servicePrincipalId };
}

function TemplatePage({
  shell,
  template,
  name = template.displayName,
  faults,
}: { shell: Shell; template: ApplicationTemplate } & Typed) {
  return (
    <AdminPage
      shell={shell}
      section="apps"
      title={template.displayName}
      lead={template.description}
      trail={[...galleryTrail, { title: 'Browse Microsoft Entra Gallery', href: galleryAddress }]}
    >
      <Card>
        <AdminForm shell={shell} action={`${galleryAddress}/${template.id}`} faults={faults}>
          <Field
            label="Name"
            name="displayName"
            value={name}
            error={faultOf(faults, 'displayName')}
            hint="The application's name in this tenant and in My Apps."
            required
          />
          <Facts
            items={[
              { term: 'Publisher', value: template.publisher },
              { term: 'Single Sign-On Mode', value: 'SAML-based Sign-on' },
              {
                term: 'Sign-in starts',
                value: template.idpInitiated
                  ? 'at the application (SP-initiated) or here (IdP-initiated)'
                  : 'at the application (SP-initiated)',
              },
              { term: 'Provisioning', value: 'Automatic (SCIM)' },
            ]}
          />
          <Actions>
            <Button id="create">Create</Button>
            <LinkButton href={galleryAddress}>Cancel</LinkButton>
          </Actions>
        </AdminForm>
      </Card>
    </AdminPage>
  );
}

function OwnPage({ shell, name = '', faults }: { shell: Shell } & Typed) {
  return (
    <AdminPage
      shell={shell}
      section="apps"
      title="Create your own application"
      lead="For any service provider that is not in the gallery."
      trail={[...galleryTrail, { title: 'Browse Microsoft Entra Gallery', href: galleryAddress }]}
    >
      <Card>
        <AdminForm shell={shell} action={`${galleryAddress}/own`} faults={faults}>
          <Field
            label="What's the name of your app?"
            name="displayName"
            value={name}
            error={faultOf(faults, 'displayName')}
            required
          />
          <p>Integrate any other application you don't find in the gallery (Non-gallery).</p>
          <Actions>
            <Button id="create">Create</Button>
            <LinkButton href={galleryAddress}>Cancel</LinkButton>
          </Actions>
        </AdminForm>
      </Card>
    </AdminPage>
  );
}
