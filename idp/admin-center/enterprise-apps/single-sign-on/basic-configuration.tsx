import type { FastifyReply } from 'fastify';
import { Button, LinkButton } from '../../../../web/components/controls.tsx';
import { Field } from '../../../../web/components/field.tsx';
import { Toolbar } from '../../../../web/components/navigation.tsx';
import { Card, MessageBar } from '../../../../web/components/surfaces.tsx';
import { typedFields } from '../../../../web/http/typed-fields.ts';
import { basicSamlOf, configureSaml } from '../../../directory/applications/basic-saml.ts';
import { basicSamlLabels as labels } from '../../../directory/applications/basic-saml-rules.ts';
import { tagOf } from '../../../directory/stale-version.ts';
import { findTemplate } from '../../../gallery/templates.ts';
import { AdminForm, faultOf } from '../../admin-form.tsx';
import type { FieldFault } from '../../field-faults.ts';
import type { Shell } from '../../visit.ts';
import { ApplicationPage } from '../application-page.tsx';
import type { ApplicationRoutes, ApplicationVisit } from '../application-routes.ts';
import { saveSection } from '../save-section.tsx';
import { type BasicForm, changedRows, readBasic } from './basic-form.ts';
import { Patterns, Values } from './basic-values.tsx';
import { patternWarning } from './pattern-warning.ts';

const page = 'single-sign-on/basic';

/** The pencil of "Basic SAML Configuration". */
export function basicConfiguration(routes: ApplicationRoutes): void {
  routes.get(page, (visit) => showBasic(visit, { form: basicSamlOf(visit.app) }));
  routes.post(page, 'app.configure', (visit) => {
    const form = readBasic(visit.form);
    const changed = changedRows(visit.form, form);
    if (changed) return showBasic(visit, { form: changed });
    const warning = patternWarning(
      form,
      findTemplate(visit.app.servicePrincipal.applicationTemplateId),
    );
    return saveSection(visit, {
      subject: 'Basic SAML Configuration',
      address: visit.path(page),
      next: visit.path('single-sign-on'),
      labels,
      section: basicSamlOf,
      typed: form,
      save: (edit) => configureSaml(visit.context.db, edit, form),
      activity: 'Update application',
      show: (faults) => showBasic(visit, { form, faults }),
      said:
        warning === undefined
          ? undefined
          : { tone: 'warning', text: `Basic SAML Configuration saved. ${warning}` },
    });
  });
}

export interface BasicPage {
  form: BasicForm;
  faults?: readonly FieldFault[];
  /** Said above the form. */
  note?: string;
}

/** Shows the form with whatever is in it. */
export function showBasic(visit: ApplicationVisit, shown: BasicPage): FastifyReply {
  return visit.page(
    (shell) => <BasicConfigurationPage shell={shell} visit={visit} {...shown} />,
    shown.faults ? 422 : 200,
  );
}

function BasicConfigurationPage({
  shell,
  visit,
  form,
  faults,
  note,
}: { shell: Shell; visit: ApplicationVisit } & BasicPage) {
  const { app } = visit;
  const template = findTemplate(app.servicePrincipal.applicationTemplateId);
  const denial = visit.denial('app.configure');
  const version = visit.form.version() || tagOf(basicSamlOf(app));
  const field = typedFields(form, (name) => faultOf(faults, name));
  return (
    <ApplicationPage
      shell={shell}
      app={app}
      menu="single-sign-on"
      title="Basic SAML Configuration"
      denial={denial}
      trail={[{ title: 'Single sign-on', href: visit.path('single-sign-on') }]}
    >
      {note !== undefined && (
        <MessageBar tone="info" id="note">
          {note}
        </MessageBar>
      )}
      <AdminForm
        shell={shell}
        action={visit.path(page)}
        version={version}
        faults={faults}
        typed={visit.request.method === 'POST'}
      >
        <Toolbar>
          <Button id="save" disabled={denial !== undefined}>
            Save
          </Button>
          <LinkButton href={visit.path('single-sign-on/upload-metadata')} appearance="subtle">
            Upload metadata file
          </LinkButton>
          <LinkButton href={visit.path('single-sign-on')} appearance="subtle">
            Cancel
          </LinkButton>
        </Toolbar>
        <Card>
          <Values
            list="identifierUris"
            values={form.identifierUris}
            faults={faults}
            add="Add identifier"
            hint="The unique ID that identifies the application here: Issuer of its requests, and Audience of the response."
            patterns={template?.identifierPatterns}
          />
          <Values
            list="replyUrls"
            values={form.replyUrls}
            faults={faults}
            add="Add reply URL"
            hint="Where the application expects to receive the response. A request can name one by its index."
            indexes={form.redirectUriSettings}
            patterns={template?.replyUrlPatterns}
          />
          <Field
            label={labels.signOnUrl}
            {...field('signOnUrl')}
            type="url"
            hint={
              <>
                The page where SP-initiated sign-in starts. Leave it empty for IdP-initiated
                sign-in.
                <Patterns patterns={template?.signOnUrlPattern && [template.signOnUrlPattern]} />
              </>
            }
            optional
          />
          <Field
            label={labels.relayState}
            {...field('relayState')}
            hint="Sent with an IdP-initiated response: where the application takes the user."
            optional
          />
          <Field
            label={labels.logoutUrl}
            {...field('logoutUrl')}
            type="url"
            hint="Receives the SAML logout responses."
            optional
          />
        </Card>
      </AdminForm>
    </ApplicationPage>
  );
}
