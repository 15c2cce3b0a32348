import type { FastifyReply } from 'fastify';
import { InvalidInput } from '../../../../input/invalid-input.ts';
import { Actions, Button, LinkButton } from '../../../../web/components/controls.tsx';
import { Field } from '../../../../web/components/field.tsx';
import { Card } from '../../../../web/components/surfaces.tsx';
import { basicSamlOf } from '../../../directory/applications/basic-saml.ts';
import { basicSamlFromMetadata } from '../../../directory/applications/basic-saml-from-metadata.ts';
import { AdminForm, faultOf } from '../../admin-form.tsx';
import type { FieldFault } from '../../field-faults.ts';
import { ApplicationPage } from '../application-page.tsx';
import type { ApplicationRoutes, ApplicationVisit } from '../application-routes.ts';
import { showBasic } from './basic-configuration.tsx';

const page = 'single-sign-on/upload-metadata';

/** "Upload metadata file": fills the form from the metadata of the service provider; only Save saves. */
export function uploadMetadata(routes: ApplicationRoutes): void {
  routes.get(page, (visit) => uploadPage(visit));
  routes.upload(page, 'app.configure', (visit) => {
    const file = visit.form.file('metadata');
    if (!file) return uploadPage(visit, 'Choose the metadata file of the service provider (XML).');
    const before = basicSamlOf(visit.app);
    try {
      return showBasic(visit, {
        form: basicSamlFromMetadata(before, file, visit.context.clock()),
        note: 'These values come from the metadata file. Check them, then select Save.',
      });
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      return uploadPage(visit, error.faults[0]?.message);
    }
  });
}

function uploadPage(visit: ApplicationVisit, error?: string): FastifyReply {
  const faults: FieldFault[] = error
    ? [{ field: 'metadata', code: 'unreadable', message: error }]
    : [];
  const denial = visit.denial('app.configure');
  return visit.page(
    (shell) => (
      <ApplicationPage
        shell={shell}
        app={visit.app}
        menu="single-sign-on"
        title="Upload metadata file"
        denial={denial}
        trail={[{ title: 'Single sign-on', href: visit.path('single-sign-on') }]}
      >
        <Card>
          <AdminForm shell={shell} action={visit.path(page)} faults={faults} upload>
            <Field
              label="Metadata file"
              name="metadata"
              type="file"
              accept=".xml,application/xml,text/xml"
              error={faultOf(faults, 'metadata')}
              hint="SAML 2.0 metadata of the service provider, at most 256 KB."
            />
            <Actions>
              <Button id="add" disabled={denial !== undefined}>
                Add
              </Button>
              <LinkButton href={visit.path('single-sign-on/basic')}>Cancel</LinkButton>
            </Actions>
          </AdminForm>
        </Card>
      </ApplicationPage>
    ),
    error === undefined ? 200 : 422,
  );
}
