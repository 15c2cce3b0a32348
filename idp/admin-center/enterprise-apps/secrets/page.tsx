import { Badge } from '../../../../web/components/badge.tsx';
import { Actions, Button, HiddenField } from '../../../../web/components/controls.tsx';
import { CopyValue } from '../../../../web/components/copy.tsx';
import { Field, Select } from '../../../../web/components/field.tsx';
import { Card, Facts, MessageBar } from '../../../../web/components/surfaces.tsx';
import { Table } from '../../../../web/components/table.tsx';
import type {
  AddedPassword,
  PasswordCredential,
} from '../../../directory/applications/password-credentials.ts';
import { AdminForm, faultOf } from '../../admin-form.tsx';
import type { FieldFault } from '../../field-faults.ts';
import { day } from '../../shown-instant.ts';
import type { Shell } from '../../visit.ts';
import { ApplicationPage } from '../application-page.tsx';
import type { ApplicationVisit } from '../application-routes.ts';

export const secretsPage = 'secrets';

/** The choices of the admin center; the first is its default. */
export const lifetimes = [
  { value: '180', days: 180, label: 'Recommended: 180 days (6 months)' },
  { value: '90', days: 90, label: '90 days (3 months)' },
  { value: '365', days: 365, label: '365 days (12 months)' },
  { value: '545', days: 545, label: '545 days (18 months)' },
  { value: '730', days: 730, label: '730 days (24 months)' },
] as const;

export interface SecretForm {
  displayName: string;
  expires: string;
}

interface PageProps {
  shell: Shell;
  visit: ApplicationVisit;
  list: readonly PasswordCredential[];
  form: SecretForm | undefined;
  faults: readonly FieldFault[] | undefined;
  /** The client secret that was just added. */
  added: AddedPassword | undefined;
}

export function SecretsPage(props: PageProps) {
  const { shell, visit, added, faults } = props;
  const listFault = faults?.find(({ field }) => field === 'keyId');
  return (
    <ApplicationPage
      shell={shell}
      app={visit.app}
      menu="secrets"
      lead="With a client secret a program gets tokens for this application by itself, to call Microsoft Graph."
      denial={visit.denial('app.configure')}
    >
      {added && <AddedSecret added={added} />}
      {listFault && (
        <MessageBar tone="error" id="listFault">
          {listFault.message}
        </MessageBar>
      )}
      <SecretList {...props} />
      {visit.may('app.configure') && <NewSecret {...props} />}
      <TokenFacts visit={visit} />
    </ApplicationPage>
  );
}

function AddedSecret({ added }: { added: AddedPassword }) {
  return (
    <>
      <MessageBar tone="success" title="The client secret was added" id="notification">
        Copy its value now: it is not shown again.
      </MessageBar>
      <Card title="Value" id="secretOnce">
        <CopyValue value={added.secretText} label="Value" />
      </Card>
    </>
  );
}

function SecretList({ shell, visit, list }: PageProps) {
  return (
    <Card title="Client secrets">
      <Table
        caption="Client secrets"
        columns={[
          'Description',
          { title: 'Expires', nowrap: true },
          'Value',
          'Secret ID',
          'Commands',
        ]}
        rows={list.map((secret) => [
          secret.displayName || <span class="hint">none</span>,
          <>
            {day(secret.endDateTime)} {secret.expired && <Badge tone="fail">Expired</Badge>}
          </>,
          <code>{`${secret.hint}…`}</code>,
          <code>{secret.keyId}</code>,
          visit.may('app.configure') && (
            <AdminForm shell={shell} action={visit.path(`${secretsPage}/delete`)} inline>
              <HiddenField name="keyId" value={secret.keyId} />
              <Button
                appearance="link"
                aria-label={`Delete client secret ${secret.displayName || secret.keyId}`}
              >
                Delete
              </Button>
            </AdminForm>
          ),
        ])}
        empty="No client secret yet."
      />
    </Card>
  );
}

function NewSecret({ shell, visit, form, faults }: PageProps) {
  const own = form ? faults : undefined;
  return (
    <Card title="New client secret" id="newSecret">
      <AdminForm shell={shell} action={visit.path(`${secretsPage}/new`)} faults={own}>
        <Field
          label="Description"
          name="displayName"
          value={form?.displayName}
          error={faultOf(own, 'displayName')}
          autocomplete="off"
          optional
        />
        <Select
          label="Expires"
          name="expires"
          options={lifetimes}
          value={form?.expires ?? lifetimes[0].value}
          error={faultOf(own, 'expires')}
        />
        <Actions>
          <Button id="addSecret">Add</Button>
        </Actions>
      </AdminForm>
    </Card>
  );
}

function TokenFacts({ visit }: { visit: ApplicationVisit }) {
  const base = visit.context.publicUrl();
  return (
    <Card title="Get a token" id="tokenFacts">
      <Facts
        items={[
          {
            term: 'Token endpoint',
            value: `${base}/${visit.tenantId}/oauth2/v2.0/token`,
            copy: true,
          },
          { term: 'client_id', value: visit.app.servicePrincipal.appId, copy: true },
          { term: 'scope', value: 'https://graph.microsoft.com/.default', copy: true },
          { term: 'Microsoft Graph', value: `${base}/v1.0`, copy: true },
        ]}
      />
    </Card>
  );
}
