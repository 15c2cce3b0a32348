import type { ComponentChildren } from 'preact';
import { Button, LinkButton } from '../../../../web/components/controls.tsx';
import { Field, Select } from '../../../../web/components/field.tsx';
import { Toolbar } from '../../../../web/components/navigation.tsx';
import { Card } from '../../../../web/components/surfaces.tsx';
import { typedFields } from '../../../../web/http/typed-fields.ts';
import {
  claimSection,
  findClaim,
  nameIdFormats,
  nameIdOf,
  saveClaim,
  saveNameId,
} from '../../../directory/applications/claims-settings.ts';
import { tagOf } from '../../../directory/stale-version.ts';
import { defaultNamespace } from '../../../response/claims-configuration.ts';
import { AdminForm, faultOf } from '../../admin-form.tsx';
import { AdminError } from '../../errors.ts';
import type { FieldFault } from '../../field-faults.ts';
import type { Shell } from '../../visit.ts';
import { ApplicationPage } from '../application-page.tsx';
import type { ApplicationRoutes, ApplicationVisit } from '../application-routes.ts';
import { saveSection } from '../save-section.tsx';
import {
  type ClaimForm,
  claimFields,
  claimFormOf,
  claimValues,
  type NameIdForm,
  nameIdFields,
  nameIdFormOf,
  nameIdValues,
  readClaim,
  readNameId,
  type SourceForm,
  sourceLabels,
  sourceOptions,
} from './claim-forms.ts';
import { claimsPage, nameIdTitle } from './claims.tsx';

/** "Manage claim" for a new claim and for one of the table, and the Name ID. */
export function manageClaim(routes: ApplicationRoutes): void {
  nameId(routes);
  for (const page of [`${claimsPage}/new`, `${claimsPage}/:claim`]) {
    routes.get(page, (visit) => {
      const id = claimIdOf(visit);
      const shown = claimFormOf(visit.app, id);
      const form = id ? shown : { ...shown, namespace: defaultNamespace };
      return visit.page((shell) => <ClaimPage shell={shell} visit={visit} form={form} />);
    });
    routes.post(page, 'app.configure', (visit) => {
      const id = claimIdOf(visit);
      const form = readClaim(visit.form);
      return saveSection(visit, {
        subject: `Claim ${form.name}`,
        address: visit.path(`${claimsPage}/${id ?? 'new'}`),
        next: visit.path(claimsPage),
        labels: { ...sourceLabels, name: 'Name', namespace: 'Namespace' },
        section: (app) => claimFormOf(app, id),
        version: (app) => tagOf(claimSection(app, id)),
        typed: form,
        save: (edit) => saveClaim(visit.context.db, edit, id, claimValues(form)),
        fields: claimFields,
        activity: 'Update service principal',
        show: (faults) =>
          visit.page(
            (shell) => <ClaimPage shell={shell} visit={visit} form={form} faults={faults} />,
            422,
          ),
      });
    });
  }
}

/** @throws {AdminError} `object_gone` */
function claimIdOf(visit: ApplicationVisit): string | undefined {
  const id = visit.param('claim');
  if (id !== '' && !findClaim(visit.app, id))
    throw new AdminError('object_gone', 'This application has no such claim.');
  return id || undefined;
}

function nameId(routes: ApplicationRoutes): void {
  const page = `${claimsPage}/name-id`;
  routes.get(page, (visit) =>
    visit.page((shell) => (
      <NameIdPage shell={shell} visit={visit} form={nameIdFormOf(visit.app)} />
    )),
  );
  routes.post(page, 'app.configure', (visit) => {
    const form = readNameId(visit.form);
    return saveSection(visit, {
      subject: nameIdTitle,
      address: visit.path(page),
      next: visit.path(claimsPage),
      labels: { ...sourceLabels, format: 'Choose name identifier format' },
      section: nameIdFormOf,
      version: (app) => tagOf(nameIdOf(app)),
      typed: form,
      save: (edit) => saveNameId(visit.context.db, edit, nameIdValues(form)),
      fields: nameIdFields,
      activity: 'Update service principal',
      show: (faults) =>
        visit.page(
          (shell) => <NameIdPage shell={shell} visit={visit} form={form} faults={faults} />,
          422,
        ),
    });
  });
}

interface PageProps<Form> {
  shell: Shell;
  visit: ApplicationVisit;
  form: Form;
  faults?: readonly FieldFault[];
}

function ClaimPage({ shell, visit, form, faults }: PageProps<ClaimForm>) {
  const field = typedFields(form, (name) => faultOf(faults, name));
  const id = visit.param('claim') || undefined;
  return (
    <ManagePage
      shell={shell}
      visit={visit}
      faults={faults}
      title="Manage claim"
      action={visit.path(`${claimsPage}/${id ?? 'new'}`)}
      version={tagOf(claimSection(visit.app, id))}
    >
      <Field label="Name" {...field('name')} required />
      <Field
        label="Namespace"
        {...field('namespace')}
        hint="Prefix of the claim name in the response. Leave it empty to send the name alone."
        optional
      />
      <SourceFields form={form} faults={faults} />
    </ManagePage>
  );
}

function NameIdPage({ shell, visit, form, faults }: PageProps<NameIdForm>) {
  const field = typedFields(form, (name) => faultOf(faults, name));
  return (
    <ManagePage
      shell={shell}
      visit={visit}
      faults={faults}
      title={nameIdTitle}
      action={visit.path(`${claimsPage}/name-id`)}
      version={tagOf(nameIdOf(visit.app))}
    >
      <Select
        label="Choose name identifier format"
        {...field('format')}
        options={Object.entries(nameIdFormats).map(([value, label]) => ({ value, label }))}
        hint="A format that the AuthnRequest asks for takes precedence. Persistent sends an opaque ID instead of the source attribute."
      />
      <SourceFields form={form} faults={faults} />
    </ManagePage>
  );
}

function SourceFields({
  form,
  faults,
}: {
  form: SourceForm;
  faults?: readonly FieldFault[] | undefined;
}) {
  const field = typedFields(form, (name) => faultOf(faults, name));
  return (
    <>
      <Select label={sourceLabels.source} {...field('source')} options={sourceOptions} />
      <Field
        label={sourceLabels.constant}
        {...field('constant')}
        hint="Only for a constant: the same value for every user, without quotes."
        optional
      />
    </>
  );
}

function ManagePage({
  shell,
  visit,
  faults,
  title,
  action,
  version,
  children,
}: {
  shell: Shell;
  visit: ApplicationVisit;
  faults: readonly FieldFault[] | undefined;
  title: string;
  action: string;
  version: string;
  children: ComponentChildren;
}) {
  const denial = visit.denial('app.configure');
  return (
    <ApplicationPage
      shell={shell}
      app={visit.app}
      menu="single-sign-on"
      title={title}
      denial={denial}
      trail={[
        { title: 'Single sign-on', href: visit.path('single-sign-on') },
        { title: 'Attributes & Claims', href: visit.path(claimsPage) },
      ]}
    >
      <AdminForm
        shell={shell}
        action={action}
        version={faults ? visit.form.version() : version}
        faults={faults}
      >
        <Toolbar>
          <Button id="save" disabled={denial !== undefined}>
            Save
          </Button>
          <LinkButton href={visit.path(claimsPage)} appearance="subtle">
            Cancel
          </LinkButton>
        </Toolbar>
        <Card>{children}</Card>
      </AdminForm>
    </ApplicationPage>
  );
}
