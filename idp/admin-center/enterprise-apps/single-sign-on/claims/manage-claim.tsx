import { Field, Select } from '../../../../../web/components/field.tsx';
import {
  claimSection,
  findClaim,
  nameFormats,
  nameIdFormats,
  nameIdOf,
  saveClaim,
  saveNameId,
} from '../../../../directory/applications/claims-settings.ts';
import { tagOf } from '../../../../directory/stale-version.ts';
import { conditionalInWords } from '../../../../response/claim-conditions.ts';
import { defaultNamespace } from '../../../../response/claims-configuration.ts';
import { sourceInWords } from '../../../../response/source-values.ts';
import { faultOf } from '../../../admin-form.tsx';
import { AdminError } from '../../../errors.ts';
import type { FieldFault } from '../../../field-faults.ts';
import type { Shell } from '../../../visit.ts';
import type { ApplicationRoutes, ApplicationVisit } from '../../application-routes.ts';
import { saveSection } from '../../save-section.tsx';
import { claimPage, claimsPage, nameIdTitle } from './addresses.ts';
import {
  type ClaimForm,
  claimFormOf,
  claimValues,
  type NameIdForm,
  nameIdFormOf,
  nameIdValues,
  readClaim,
  readNameId,
  sourceFaults,
} from './claim-forms.ts';
import { ConditionsCard } from './conditions-card.tsx';
import { askedStep, extensionNames, ManagePage } from './manage-page.tsx';
import { SourceFields } from './source-fields.tsx';
import { givenInWords, givenSource } from './source-form.ts';
import type { TestedTransformation } from './test-transformation.ts';

const labels = {
  name: 'Name',
  namespace: 'Namespace',
  nameFormat: 'Choose name format',
  source: 'Source',
};

/** "Manage claim" for a new claim and for one of the table, and the Name ID. */
export function manageClaim(routes: ApplicationRoutes): void {
  manageNameId(routes);
  for (const page of [claimPage(), `${claimsPage}/:claim`]) {
    routes.get(page, async (visit) => {
      const id = claimIdOf(visit);
      const shown = claimFormOf(visit.app, id);
      const form = id ? shown : { ...shown, namespace: defaultNamespace };
      return showClaim(visit, { form });
    });
    routes.post(page, 'app.configure', async (visit) => {
      const id = claimIdOf(visit);
      const form = readClaim(visit.form);
      const asked = askedStep(visit, form.source, 'claim');
      if (asked) return showClaim(visit, { form: { ...form, ...asked }, ...asked, typed: true });
      const { name, namespace, nameFormat } = form;
      return saveSection(visit, {
        subject: `Claim ${name}`,
        address: visit.path(claimPage(id)),
        next: visit.path(claimsPage),
        labels,
        section: (app) => {
          const { source: _, ...shown } = claimFormOf(app, id);
          const claim = id === undefined ? undefined : findClaim(app, id);
          return { ...shown, source: claim?.source ? sourceInWords(claim.source) : '' };
        },
        version: (app) => tagOf(claimSection(app, id)),
        typed: { name, namespace, nameFormat, source: givenInWords(givenSource(form.source)) },
        save: (edit) => saveClaim(visit.context.db, edit, id, claimValues(form, visit.app, id)),
        activity: 'Update service principal',
        show: (faults) => showClaim(visit, { form, faults: sourceFaults(faults, form.source) }),
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

interface Shown<Form> {
  form: Form;
  faults?: readonly FieldFault[];
  tested?: TestedTransformation | undefined;
  typed?: boolean;
}

async function showClaim(visit: ApplicationVisit, shown: Shown<ClaimForm>) {
  const extensions = await extensionNames(visit);
  return visit.page(
    (shell) => <ClaimPage shell={shell} visit={visit} extensions={extensions} {...shown} />,
    shown.faults ? 422 : 200,
  );
}

async function showNameId(visit: ApplicationVisit, shown: Shown<NameIdForm>) {
  const extensions = await extensionNames(visit);
  return visit.page(
    (shell) => <NameIdPage shell={shell} visit={visit} extensions={extensions} {...shown} />,
    shown.faults ? 422 : 200,
  );
}

function manageNameId(routes: ApplicationRoutes): void {
  const page = claimPage('name-id');
  routes.get(page, (visit) => showNameId(visit, { form: nameIdFormOf(visit.app) }));
  routes.post(page, 'app.configure', async (visit) => {
    const form = readNameId(visit.form);
    const asked = askedStep(visit, form.source, 'nameId');
    if (asked) return showNameId(visit, { form: { ...form, ...asked }, ...asked, typed: true });
    const { format } = form;
    return saveSection(visit, {
      subject: nameIdTitle,
      address: visit.path(page),
      next: visit.path(claimsPage),
      labels: { format: 'Choose name identifier format', source: 'Source' },
      section: (app) => ({
        format: nameIdFormOf(app).format,
        source: conditionalInWords({ source: nameIdOf(app).nameIdSource }),
      }),
      version: (app) => tagOf(nameIdOf(app)),
      typed: { format, source: givenInWords(givenSource(form.source)) },
      save: (edit) => saveNameId(visit.context.db, edit, nameIdValues(form, visit.app)),
      activity: 'Update service principal',
      show: (faults) => showNameId(visit, { form, faults: sourceFaults(faults, form.source) }),
    });
  });
}

interface PageProps<Form> extends Shown<Form> {
  shell: Shell;
  visit: ApplicationVisit;
  extensions: readonly string[];
}

function ClaimPage(props: PageProps<ClaimForm>) {
  const { shell, visit, form, faults, extensions, tested, typed = false } = props;
  const id = visit.param('claim') || undefined;
  const field = (name: 'name' | 'namespace' | 'nameFormat') => ({
    name,
    value: form[name],
    error: faultOf(faults, name),
  });
  return (
    <ManagePage
      shell={shell}
      visit={visit}
      faults={faults}
      typed={typed}
      title="Manage claim"
      action={visit.path(claimPage(id))}
      back={visit.path(claimsPage)}
      version={tagOf(claimSection(visit.app, id))}
      after={<ConditionsCard shell={shell} visit={visit} claim={id} />}
    >
      <Field label="Name" {...field('name')} required />
      <Field
        label="Namespace"
        {...field('namespace')}
        hint="Prefix of the claim name in the response. Leave it empty to send the name alone."
        optional
      />
      <Select
        label={labels.nameFormat}
        {...field('nameFormat')}
        options={Object.entries(nameFormats).map(([value, label]) => ({ value, label }))}
      />
      <SourceFields
        form={form.source}
        extensions={extensions}
        use="claim"
        faults={faults}
        tested={tested}
      />
    </ManagePage>
  );
}

function NameIdPage(props: PageProps<NameIdForm>) {
  const { shell, visit, form, faults, extensions, tested, typed = false } = props;
  return (
    <ManagePage
      shell={shell}
      visit={visit}
      faults={faults}
      typed={typed}
      title={nameIdTitle}
      action={visit.path(claimPage('name-id'))}
      back={visit.path(claimsPage)}
      version={tagOf(nameIdOf(visit.app))}
      after={<ConditionsCard shell={shell} visit={visit} claim="name-id" />}
    >
      <Select
        label="Choose name identifier format"
        name="format"
        value={form.format}
        error={faultOf(faults, 'format')}
        options={Object.entries(nameIdFormats).map(([value, label]) => ({ value, label }))}
        hint="A format that the AuthnRequest asks for takes precedence. Persistent sends an opaque ID instead of the source attribute."
      />
      <SourceFields
        form={form.source}
        extensions={extensions}
        use="nameId"
        faults={faults}
        tested={tested}
      />
    </ManagePage>
  );
}
