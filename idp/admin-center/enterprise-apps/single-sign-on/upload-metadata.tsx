import type { FastifyReply } from 'fastify';
import { SamlError } from '../../../../saml/errors.ts';
import { binding } from '../../../../saml/names.ts';
import {
  postEndpoint,
  readSpDescriptor,
  type SpDescriptor,
} from '../../../../saml/sp-descriptor.ts';
import { Actions, Button, LinkButton } from '../../../../web/components/controls.tsx';
import { Field } from '../../../../web/components/field.tsx';
import { Card } from '../../../../web/components/surfaces.tsx';
import { type BasicSaml, basicSamlOf } from '../../../directory/applications/basic-saml.ts';
import { AdminForm, faultOf } from '../../admin-form.tsx';
import type { FieldFault } from '../../field-faults.ts';
import { ApplicationPage } from '../application-page.tsx';
import type { ApplicationRoutes, ApplicationVisit } from '../application-routes.ts';
import { showBasic } from './basic-configuration.tsx';

const page = 'single-sign-on/upload-metadata';

/** "Upload metadata file": the service provider's own description fills the form; nothing is saved before Save. */
export function uploadMetadata(routes: ApplicationRoutes): void {
  routes.get(page, (visit) => uploadPage(visit));
  routes.upload(page, 'app.configure', (visit) => {
    const file = visit.form.file('metadata');
    if (!file) return uploadPage(visit, 'Choose the metadata file of the service provider (XML).');
    try {
      return showBasic(visit, {
        form: merged(basicSamlOf(visit.app), readSpDescriptor(file)),
        note: 'These values come from the metadata file. Look them over, then select Save.',
      });
    } catch (error) {
      if (!(error instanceof SamlError)) throw error;
      return uploadPage(visit, `This is no metadata of one service provider. ${error.message}`);
    }
  });
}

/** The file decides what it names; the rest stays as it was. */
function merged(before: BasicSaml, descriptor: SpDescriptor): BasicSaml {
  const preferred = postEndpoint(descriptor)?.location;
  const posted = descriptor.acs
    .filter((endpoint) => endpoint.binding === binding.post)
    .map(({ location }) => location);
  const logout = descriptor.singleLogout.find((one) => one.binding === binding.redirect);
  return {
    ...before,
    identifierUris: [descriptor.entityId],
    replyUrls: [...new Set(preferred === undefined ? posted : [preferred, ...posted])],
    logoutUrl: logout?.responseLocation ?? logout?.location ?? before.logoutUrl,
  };
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
