import type { FastifyReply } from 'fastify';
import { InvalidInput } from '../../../input/invalid-input.ts';
import { Actions, Button, FieldSet, Radio } from '../../../web/components/controls.tsx';
import { Field } from '../../../web/components/field.tsx';
import { Card } from '../../../web/components/surfaces.tsx';
import { applicationTemplates, findTemplate } from '../../gallery/templates.ts';
import { AdminForm, faultOf } from '../admin-form.tsx';
import type { AdminRoutes } from '../admin-routes.ts';
import { createApplication } from '../enterprise-apps/add-application.tsx';
import { type FieldFault, fieldFaults } from '../field-faults.ts';
import type { Visit } from '../visit.ts';
import { WizardPage, wizardAddress } from './wizard-page.tsx';

/** Step 1: a gallery application, or a non-gallery one. */
export function addStep(routes: AdminRoutes): void {
  routes.get(wizardAddress(), 'app.create', (visit) => show(visit));
  routes.post(wizardAddress(), 'app.create', async (visit) => {
    const template = findTemplate(visit.form.text('template'));
    const name = visit.form.text('displayName') || (template?.displayName ?? '');
    try {
      const { servicePrincipalId } = await createApplication(visit, name, template);
      return visit.done(wizardAddress(servicePrincipalId), `${name} is being added.`);
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      return show(visit, fieldFaults(error.faults));
    }
  });
}

function show(visit: Visit, faults?: readonly FieldFault[]): FastifyReply {
  const { form } = visit;
  const chosen = form.has('template') ? form.text('template') : 'peakon';
  return visit.page(
    (shell) => (
      <WizardPage shell={shell} step="add">
        <Card>
          <AdminForm shell={shell} action={wizardAddress()} faults={faults}>
            <FieldSet legend="Application">
              {applicationTemplates.map(({ id, displayName, category }) => (
                <Radio
                  key={id}
                  name="template"
                  value={id}
                  label={displayName}
                  hint={category}
                  checked={chosen === id}
                />
              ))}
              <Radio
                name="template"
                value="own"
                label="Create your own application"
                hint="For any other service provider; give it a name below."
                checked={chosen === 'own'}
              />
            </FieldSet>
            <Field
              label="Name"
              name="displayName"
              value={form.text('displayName')}
              error={faultOf(faults, 'displayName')}
              hint="Empty: the name in the gallery."
            />
            <Actions>
              <Button id="next">Add</Button>
            </Actions>
          </AdminForm>
        </Card>
      </WizardPage>
    ),
    faults ? 422 : 200,
  );
}
