import type { FastifyReply } from 'fastify';
import { InvalidInput } from '../../../../../input/invalid-input.ts';
import { NotFound } from '../../../../../input/not-found.ts';
import { StaleVersion } from '../../../../../input/stale-version.ts';
import {
  Actions,
  Button,
  Checkbox,
  FieldSet,
  HiddenField,
} from '../../../../../web/components/controls.tsx';
import { Field, Select } from '../../../../../web/components/field.tsx';
import { Card } from '../../../../../web/components/surfaces.tsx';
import { Table } from '../../../../../web/components/table.tsx';
import {
  type AllClaimsOptions,
  claimsOptionsOf,
  saveClaimsOptions,
} from '../../../../directory/applications/claims-options.ts';
import {
  addExtensionProperty,
  extensionPropertiesOf,
  removeExtensionProperty,
} from '../../../../directory/applications/extension-properties.ts';
import { tagOf } from '../../../../directory/stale-version.ts';
import { upnProperties } from '../../../../response/claims-configuration.ts';
import { AdminForm, faultOf } from '../../../admin-form.tsx';
import { type FieldFault, fieldFaults } from '../../../field-faults.ts';
import type { PostedForm } from '../../../posted-form.ts';
import type { Shell } from '../../../visit.ts';
import { ApplicationPage } from '../../application-page.tsx';
import type { ApplicationRoutes, ApplicationVisit } from '../../application-routes.ts';
import { saveSection } from '../../save-section.tsx';
import { claimsPage } from './addresses.ts';

export const advancedPage = `${claimsPage}/advanced`;
const extensionsPage = `${advancedPage}/extensions`;

const labels = {
  includeAttributeNameFormat: 'Include attribute name format',
  appendApplicationIdToIssuer: 'Append application ID to issuer',
  audienceOverride: 'Override audience claim',
  optionalClaims: 'Optional claims',
};

interface Shown {
  options?: { form: AllClaimsOptions; faults: readonly FieldFault[] };
  extension?: { name: string; isMultiValued: boolean; faults: readonly FieldFault[] };
}

/** "Advanced SAML claims options", optional claims, and the directory extensions of the application. */
export function advancedClaims(routes: ApplicationRoutes): void {
  routes.get(advancedPage, (visit) => show(visit, {}));
  routes.post(advancedPage, 'app.configure', (visit) => {
    const form = readOptions(visit.form);
    return saveSection(visit, {
      subject: 'Advanced SAML claims options',
      address: visit.path(advancedPage),
      labels,
      section: claimsOptionsOf,
      typed: form,
      save: (edit) => saveClaimsOptions(visit.context.db, edit, form),
      activity: 'Update application',
      show: (faults) => show(visit, { options: { form, faults } }),
    });
  });
  routes.post(extensionsPage, 'app.configure', addExtension);
  routes.post(`${extensionsPage}/delete`, 'app.configure', removeExtension);
}

function readOptions(form: PostedForm): AllClaimsOptions {
  const upn = form.text('upnProperty');
  const names = (['acct', 'email', 'upn'] as const).filter((name) => form.has(`optional-${name}`));
  return {
    includeAttributeNameFormat: form.has('includeAttributeNameFormat'),
    appendApplicationIdToIssuer: form.has('appendApplicationIdToIssuer'),
    audienceOverride: form.text('audienceOverride'),
    optionalClaims: names.map((name) => ({
      name,
      ...(name === 'upn' && upn !== '' && { additionalProperties: [upn] }),
    })),
  };
}

async function addExtension(visit: ApplicationVisit): Promise<FastifyReply> {
  const { context, tenantId, id, form } = visit;
  const property = { name: form.text('name'), isMultiValued: form.has('isMultiValued') };
  try {
    await addExtensionProperty(context.db, { tenantId, servicePrincipalId: id }, property);
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    return show(visit, { extension: { ...property, faults: fieldFaults(error.faults) } });
  }
  await visit.auditApplication('Update application', [
    { displayName: 'ExtensionProperties', newValue: property.name },
  ]);
  return visit.done(
    visit.path(advancedPage),
    `The directory extension ${property.name} was added.`,
  );
}

async function removeExtension(visit: ApplicationVisit): Promise<FastifyReply> {
  const { context, tenantId, id, form } = visit;
  const name = form.text('name');
  const back = visit.path(advancedPage);
  try {
    const edit = { tenantId, servicePrincipalId: id, tag: form.version() };
    await removeExtensionProperty(context.db, edit, name);
  } catch (error) {
    if (error instanceof NotFound) return visit.done(back);
    if (!(error instanceof StaleVersion)) throw error;
    return visit.done(back, {
      tone: 'warning',
      text: 'Another user changed the directory extensions in the meantime, so nothing was deleted.',
    });
  }
  await visit.auditApplication('Update application', [
    { displayName: 'ExtensionProperties', oldValue: name },
  ]);
  return visit.done(back, `The directory extension ${name} was deleted.`);
}

const show = (visit: ApplicationVisit, shown: Shown): FastifyReply =>
  visit.page(
    (shell) => <AdvancedPage shell={shell} visit={visit} {...shown} />,
    shown.options || shown.extension ? 422 : 200,
  );

interface PageProps extends Shown {
  shell: Shell;
  visit: ApplicationVisit;
}

function AdvancedPage(props: PageProps) {
  const { shell, visit } = props;
  return (
    <ApplicationPage
      shell={shell}
      app={visit.app}
      menu="single-sign-on"
      title="Advanced settings of claims"
      denial={visit.denial('app.configure')}
      trail={[
        { title: 'Single sign-on', href: visit.path('single-sign-on') },
        { title: 'Attributes & Claims', href: visit.path(claimsPage) },
      ]}
    >
      <OptionsCard {...props} />
      <ExtensionsCard {...props} />
    </ApplicationPage>
  );
}

function OptionsCard({ shell, visit, options }: PageProps) {
  const saved = claimsOptionsOf(visit.app);
  const { form = saved, faults } = options ?? {};
  const upn = form.optionalClaims.find(({ name }) => name === 'upn');
  const optional = (name: 'acct' | 'email' | 'upn', hint: string) => (
    <Checkbox
      name={`optional-${name}`}
      label={name}
      hint={hint}
      checked={form.optionalClaims.some((one) => one.name === name)}
    />
  );
  return (
    <Card title="Advanced SAML claims options" id="options">
      <AdminForm
        shell={shell}
        action={visit.path(advancedPage)}
        version={faults ? visit.form.version() : tagOf(saved)}
        faults={faults}
      >
        <Checkbox
          name="includeAttributeNameFormat"
          label={labels.includeAttributeNameFormat}
          checked={form.includeAttributeNameFormat}
          hint="NameFormat on the claims that every application gets."
        />
        <Checkbox
          name="appendApplicationIdToIssuer"
          label={labels.appendApplicationIdToIssuer}
          checked={form.appendApplicationIdToIssuer}
          hint="Ignored unless the active certificate was imported: a custom signing key."
        />
        <Field
          label={labels.audienceOverride}
          name="audienceOverride"
          value={form.audienceOverride}
          error={faultOf(faults, 'audienceOverride')}
          hint="An absolute URI. Ignored unless the active certificate was imported."
          autocomplete="off"
          optional
        />
        <FieldSet
          legend={labels.optionalClaims}
          hint="App registrations > Token configuration, for SAML tokens."
        >
          {optional('acct', '0 for a member of the tenant, 1 for a guest.')}
          {optional('email', 'The e-mail address.')}
          {optional('upn', 'The user principal name.')}
          <Select
            label="upn of guests"
            name="upnProperty"
            value={upn?.additionalProperties?.[0] ?? ''}
            options={[
              { value: '', label: 'The name at home' },
              ...upnProperties.map((value) => ({ value, label: value })),
            ]}
          />
        </FieldSet>
        <Actions>
          <Button id="saveOptions" disabled={!visit.may('app.configure')}>
            Save
          </Button>
        </Actions>
      </AdminForm>
    </Card>
  );
}

function ExtensionsCard({ shell, visit, extension }: PageProps) {
  const { name = '', isMultiValued = false, faults } = extension ?? {};
  const stored = extensionPropertiesOf(visit.app);
  const mayEdit = visit.may('app.configure');
  return (
    <Card title="Directory extensions" id="extensions">
      <p class="hint">
        Properties that this application adds to the users of the tenant. In Entra, Microsoft Graph
        adds them: extensionProperties of the application.
      </p>
      <Table
        caption="Directory extensions"
        columns={[{ title: 'Name', breaks: true }, 'Values', 'Commands']}
        rows={stored.map((one) => [
          one.name,
          one.isMultiValued ? 'Several' : 'One',
          mayEdit && (
            <AdminForm
              shell={shell}
              action={visit.path(`${extensionsPage}/delete`)}
              version={tagOf(stored)}
              inline
            >
              <HiddenField name="name" value={one.name} />
              <Button appearance="link" aria-label={`Delete ${one.name}`}>
                Delete
              </Button>
            </AdminForm>
          ),
        ])}
        empty="None yet."
      />
      {mayEdit && (
        <AdminForm shell={shell} action={visit.path(extensionsPage)} faults={faults}>
          <Field
            label="Name of a new directory extension"
            name="name"
            id="extensionName"
            value={name}
            error={faultOf(faults, 'name')}
            autocomplete="off"
          />
          <Checkbox
            name="isMultiValued"
            label="Users can have several values"
            checked={isMultiValued}
          />
          <Actions>
            <Button appearance="secondary" id="addExtension">
              Add
            </Button>
          </Actions>
        </AdminForm>
      )}
    </Card>
  );
}
