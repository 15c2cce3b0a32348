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
import { basicSamlOf } from '../../../directory/applications/basic-saml.ts';
import { AdminForm, faultOf } from '../../admin-form.tsx';
import type { FieldFault } from '../../field-faults.ts';
import { ApplicationPage } from '../application-page.tsx';
import type { ApplicationRoutes, ApplicationVisit } from '../application-routes.ts';
import { showBasic } from './basic-configuration.tsx';
import type { BasicForm } from './basic-form.ts';

const page = 'single-sign-on/upload-metadata';

/** "Upload metadata file": fills the form from the metadata of the service provider; only Save saves. */
export function uploadMetadata(routes: ApplicationRoutes): void {
  routes.get(page, (visit) => uploadPage(visit));
  routes.upload(page, 'app.configure', (visit) => {
    const file = visit.form.file('metadata');
    if (!file) return uploadPage(visit, 'Choose the metadata file of the service provider (XML).');
    try {
      const descriptor = readSpDescriptor(file);
      const fault = usageFault(descriptor, visit.context.clock());
      if (fault !== undefined) return uploadPage(visit, fault);
      return showBasic(visit, {
        form: merged(basicSamlOf(visit.app), descriptor),
        note: 'These values come from the metadata file. Check them, then select Save.',
      });
    } catch (error) {
      if (!(error instanceof SamlError)) throw error;
      const what =
        error.code === 'wrong_message'
          ? 'This is not the metadata of one service provider.'
          : 'This metadata file cannot be used.';
      return uploadPage(visit, `${what} ${error.message}`);
    }
  });
}

/** Why metadata that can be read is of no use here, as a sentence. */
function usageFault(descriptor: SpDescriptor, now: Date): string | undefined {
  const { validUntil, acs } = descriptor;
  if (validUntil && validUntil <= now)
    return `This metadata was valid until ${validUntil.toISOString().slice(0, 10)} (validUntil): get the current file of the service provider.`;
  if (postEndpoint(descriptor)) return undefined;
  const others = [...new Set(acs.map((one) => one.binding.replace(/^.*:/, '')))].join(', ');
  return `This metadata has no AssertionConsumerService for HTTP-POST, by which Entra sends its responses, only for ${others}: switch HTTP-POST on at the service provider.`;
}

/** Values in the file replace the stored ones; the others stay. */
function merged(before: BasicForm, descriptor: SpDescriptor): BasicForm {
  const preferred = postEndpoint(descriptor)?.location;
  const posted = descriptor.acs
    .filter((endpoint) => endpoint.binding === binding.post)
    .map(({ location }) => location);
  const logout = descriptor.singleLogout.find((one) => one.binding === binding.redirect);
  return {
    ...before,
    identifierUris: [descriptor.entityId],
    replyUrls: [...new Set(preferred === undefined ? posted : [preferred, ...posted])],
    redirectUriSettings: descriptor.acs.flatMap(({ binding: by, location: uri, index }) =>
      by === binding.post && index !== undefined ? [{ uri, index }] : [],
    ),
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
