import type { FastifyReply } from 'fastify';
import { Actions, Button, LinkButton } from '../../../web/components/controls.tsx';
import { Field } from '../../../web/components/field.tsx';
import { Card, Facts } from '../../../web/components/surfaces.tsx';
import { basicSamlOf, configureSaml } from '../../directory/applications/basic-saml.ts';
import { basicSamlLabels as labels } from '../../directory/applications/basic-saml-rules.ts';
import { chooseSaml } from '../../directory/applications/choose-saml.ts';
import { tagOf } from '../../directory/stale-version.ts';
import { findTemplate } from '../../gallery/templates.ts';
import { AdminForm, faultOf } from '../admin-form.tsx';
import {
  type ApplicationRoutes,
  type ApplicationVisit,
  applicationAddress,
} from '../enterprise-apps/application-routes.ts';
import { saveSection } from '../enterprise-apps/save-section.tsx';
import type { BasicForm } from '../enterprise-apps/single-sign-on/basic-form.ts';
import { fileName, printedEndpoints } from '../enterprise-apps/single-sign-on/endpoints.ts';
import type { FieldFault } from '../field-faults.ts';
import { WizardPage, wizardAddress } from './wizard-page.tsx';

/** Steps 4 to 6: the application's addresses, what it needs to know of this tenant, and the test. */
export function signOnSteps(routes: ApplicationRoutes): void {
  routes.get('sso', (visit) => showAddresses(visit, basicSamlOf(visit.app)));
  routes.post('sso', 'app.configure', async (visit) => {
    const { context, id, tenantId, form, administrator } = visit;
    const before = basicSamlOf(visit.app);
    const typed: BasicForm = {
      ...before,
      identifierUris: withFirst(before.identifierUris, form.text('identifierUris')),
      replyUrls: withFirst(before.replyUrls, form.text('replyUrls')),
      signOnUrl: form.text('signOnUrl'),
    };
    const { mail, userPrincipalName } = administrator.user;
    return saveSection(visit, {
      subject: 'Basic SAML Configuration',
      address: wizardAddress(id, 'sso'),
      next: wizardAddress(id, 'certificate'),
      labels,
      section: basicSamlOf,
      typed,
      async save(edit) {
        const saved = await configureSaml(context.db, edit, typed);
        const application = { tenantId, servicePrincipalId: id };
        await chooseSaml(context.db, application, mail ?? userPrincipalName, context.clock());
        return saved;
      },
      activity: 'Update application',
      show: (faults) => showAddresses(visit, typed, faults),
    });
  });

  routes.get('certificate', (visit) =>
    visit.page((shell) => (
      <WizardPage shell={shell} step="certificate" appName={nameOf(visit)} id={visit.id}>
        <Values visit={visit} />
      </WizardPage>
    )),
  );

  routes.get('done', (visit) =>
    visit.page((shell) => (
      <WizardPage shell={shell} step="done" appName={nameOf(visit)} id={visit.id}>
        <Card title={`${nameOf(visit)} is set up in this tenant`}>
          <p>Once the application knows the values of the step before, try a sign-in.</p>
          <Actions>
            <LinkButton
              href={applicationAddress(visit.id, 'single-sign-on/test')}
              appearance="primary"
              id="test"
            >
              Test this application
            </LinkButton>
            <LinkButton href={applicationAddress(visit.id)}>Overview</LinkButton>
          </Actions>
        </Card>
      </WizardPage>
    )),
  );
}

const nameOf = ({ app }: ApplicationVisit): string => app.servicePrincipal.displayName;

/** The wizard edits the default value alone; others stay behind it. */
const withFirst = (values: readonly string[], first: string): string[] => [
  first,
  ...values.slice(1).filter((value) => value !== first),
];

function showAddresses(
  visit: ApplicationVisit,
  form: BasicForm,
  faults?: readonly FieldFault[],
): FastifyReply {
  const { id, app } = visit;
  const template = findTemplate(app.servicePrincipal.applicationTemplateId);
  const version = faults ? visit.form.version() : tagOf(basicSamlOf(app));
  const pattern = (patterns: readonly string[] | undefined) =>
    patterns && <>Pattern: {patterns.join(' or ')}</>;
  return visit.page(
    (shell) => (
      <WizardPage shell={shell} step="sso" appName={nameOf(visit)} id={id}>
        <Card title="Basic SAML Configuration">
          <AdminForm
            shell={shell}
            action={wizardAddress(id, 'sso')}
            version={version}
            faults={faults}
          >
            <Field
              label={labels.identifierUris}
              name="identifierUris"
              value={form.identifierUris[0] ?? ''}
              error={faultOf(faults, 'identifierUris.0')}
              hint={pattern(template?.identifierPatterns)}
            />
            <Field
              label={labels.replyUrls}
              name="replyUrls"
              type="url"
              value={form.replyUrls[0] ?? ''}
              error={faultOf(faults, 'replyUrls.0')}
              hint={pattern(template?.replyUrlPatterns)}
            />
            <Field
              label={labels.signOnUrl}
              name="signOnUrl"
              type="url"
              value={form.signOnUrl}
              error={faultOf(faults, 'signOnUrl')}
              hint={pattern(template?.signOnUrlPattern ? [template.signOnUrlPattern] : undefined)}
              optional
            />
            <Actions>
              <Button id="next">Save and continue</Button>
            </Actions>
          </AdminForm>
        </Card>
      </WizardPage>
    ),
    faults ? 422 : 200,
  );
}

function Values({ visit }: { visit: ApplicationVisit }) {
  const { login, identifier, logout, metadata } = printedEndpoints(visit);
  const active = visit.app.servicePrincipal.preferredTokenSigningKeyThumbprint;
  return (
    <Card title={`Set up ${nameOf(visit)}`}>
      <Facts
        items={[
          login,
          identifier,
          logout,
          metadata,
          {
            term: 'Certificate (Raw)',
            value: (
              <a
                href={applicationAddress(
                  visit.id,
                  `single-sign-on/certificates/${active ?? ''}/raw`,
                )}
                download={fileName(nameOf(visit), 'cer')}
                aria-label="Download Certificate (Raw)"
              >
                Download
              </a>
            ),
          },
        ]}
      />
      <Actions>
        <LinkButton href={wizardAddress(visit.id, 'done')} appearance="primary" id="next">
          Next
        </LinkButton>
      </Actions>
    </Card>
  );
}
