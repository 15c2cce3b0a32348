import {
  Actions,
  Button,
  FieldSet,
  LinkButton,
  Radio,
} from '../../../../web/components/controls.tsx';
import { Field, Select } from '../../../../web/components/field.tsx';
import { Card, MessageBar } from '../../../../web/components/surfaces.tsx';
import { typedFields } from '../../../../web/http/typed-fields.ts';
import { AdminForm, faultOf } from '../../../admin-center/admin-form.tsx';
import { ApplicationPage } from '../../../admin-center/enterprise-apps/application-page.tsx';
import type { ApplicationVisit } from '../../../admin-center/enterprise-apps/application-routes.ts';
import type { FieldFault } from '../../../admin-center/field-faults.ts';
import type { Shell } from '../../../admin-center/visit.ts';
import type { SynchronizationJob } from '../../../directory/provisioning/jobs.ts';
import type { ConnectivityParameters } from '../../../directory/provisioning/secrets.ts';
import type { ConnectionTest } from '../../connection/test-connection.ts';
import { ExchangeView } from '../exchange-view.tsx';
import type { RunState } from '../runs.ts';
import { templateNames } from '../words.ts';
import {
  authenticationMethods,
  type ConnectivityForm,
  connectivityLabels,
  credentialLocations,
} from './form.ts';

interface PageProps {
  shell: Shell;
  visit: ApplicationVisit;
  form: ConnectivityForm;
  saved: ConnectivityParameters;
  job: SynchronizationJob | undefined;
  templates: readonly { id: string }[];
  faults: readonly FieldFault[] | undefined;
  /** Whether a test is what they prevented. */
  isTest: boolean;
  tested: RunState<ConnectionTest> | undefined;
  resultPage: string | undefined;
}

export function ConnectivityPage(props: PageProps) {
  const { shell, visit, form, job, templates, faults, isTest, tested, resultPage } = props;
  const may = visit.may('app.provision');
  const action = visit.path('provisioning/connectivity');
  return (
    <ApplicationPage
      shell={shell}
      app={visit.app}
      menu="provisioning/connectivity"
      title={job ? 'Connectivity' : 'New provisioning configuration'}
      lead="Where the SCIM server of the application is, and how requests prove who they come from."
      denial={visit.denial('app.provision')}
    >
      {tested && <TestResult tested={tested} resultPage={resultPage} />}
      <AdminForm
        shell={shell}
        action={action}
        faults={faults}
        refused={isTest ? 'The connection was not tested' : undefined}
        typed={tested !== undefined}
      >
        {!job && templates.length > 1 && (
          <Card title="Template">
            <Select
              label="Template"
              name="templateId"
              value={form.templateId}
              options={templates.map(({ id }) => ({ value: id, label: templateNames[id] ?? id }))}
              error={faultOf(faults, 'templateId')}
              hint="The legacy template sends requests as Entra did before December 2018."
            />
          </Card>
        )}
        {!job && templates.length === 1 && (
          <input type="hidden" name="templateId" value={form.templateId} />
        )}
        <Credentials {...props} />
        {may && (
          <Actions>
            <Button id="save">{job ? 'Save' : 'Create'}</Button>
            <Button appearance="secondary" formaction={`${action}/test`} id="testConnection">
              Test connection
            </Button>
            {!job && <LinkButton href={visit.path('provisioning')}>Cancel</LinkButton>}
          </Actions>
        )}
      </AdminForm>
    </ApplicationPage>
  );
}

function Credentials({ form, saved, faults }: PageProps) {
  const field = typedFields(form, (name) => faultOf(faults, name));
  const kept = (secret: string | null | undefined) =>
    secret ? 'A value is saved. Type one to replace it.' : undefined;
  return (
    <>
      <Card title="Admin credentials">
        <FieldSet legend="Select authentication method">
          {Object.entries(authenticationMethods).map(([value, label]) => (
            <Radio
              key={value}
              name="authenticationType"
              value={value}
              label={label}
              checked={value === form.authenticationType}
            />
          ))}
        </FieldSet>
        <Field
          label={connectivityLabels.baseAddress}
          {...field('baseAddress')}
          type="url"
          placeholder="https://api.example.com/scim/v2"
          hint="Ends before /Users. With ?aadOptscim062020 at its end, requests follow the SCIM standard more closely."
          autocomplete="off"
          required
        />
      </Card>
      <Card title="Bearer authentication" id="bearer">
        <Field
          label={connectivityLabels.secretToken}
          {...field('secretToken')}
          type="password"
          hint={kept(saved.secretToken)}
          autocomplete="off"
        />
      </Card>
      <Card title="OAuth 2.0 client credentials grant" id="clientCredentials">
        <Field
          label={connectivityLabels.oauth2TokenExchangeUri}
          {...field('oauth2TokenExchangeUri')}
          type="url"
          autocomplete="off"
        />
        <Field
          label={connectivityLabels.oauth2ClientId}
          {...field('oauth2ClientId')}
          autocomplete="off"
        />
        <Field
          label={connectivityLabels.oauth2ClientSecret}
          {...field('oauth2ClientSecret')}
          type="password"
          hint={kept(saved.oauth2ClientSecret)}
          autocomplete="off"
        />
        <Select
          label={connectivityLabels.credentialLocationInRequest}
          name="credentialLocationInRequest"
          value={form.credentialLocationInRequest}
          options={Object.entries(credentialLocations).map(([value, label]) => ({ value, label }))}
          error={faultOf(faults, 'credentialLocationInRequest')}
        />
        <Field
          label={connectivityLabels.oauth2Scope}
          {...field('oauth2Scope')}
          optional
          hint="Only if the token endpoint asks for one, such as https://graph.microsoft.com/.default. No scope is sent without it."
          autocomplete="off"
        />
      </Card>
    </>
  );
}

function TestResult({
  tested,
  resultPage,
}: {
  tested: RunState<ConnectionTest>;
  resultPage: string | undefined;
}) {
  if (tested.state === 'running')
    return (
      <MessageBar tone="info" title="The server has not answered yet" id="testResult">
        The test goes on for up to 60 seconds, as in Entra.{' '}
        {resultPage && <a href={resultPage}>See its result</a>}
      </MessageBar>
    );
  if (tested.state === 'failed')
    return (
      <MessageBar tone="error" title="The test could not be made" id="testResult">
        {(tested.error as Error).message}
      </MessageBar>
    );
  const { ok, message, exchange } = tested.result;
  return (
    <>
      <MessageBar
        tone={ok ? 'success' : 'error'}
        title={ok ? 'The connection works' : 'The connection does not work'}
        id="testResult"
      >
        {message}
      </MessageBar>
      {exchange && <ExchangeView exchange={exchange} id="testExchange" />}
    </>
  );
}

/** The result of a test that took long. */
export function ConnectionTestPage({
  shell,
  visit,
  tested,
  back,
}: {
  shell: Shell;
  visit: ApplicationVisit;
  tested: RunState<ConnectionTest>;
  back: string;
}) {
  return (
    <ApplicationPage
      shell={shell}
      app={visit.app}
      menu="provisioning/connectivity"
      title="Test connection"
    >
      <TestResult tested={tested} resultPage={undefined} />
      <Actions>
        <LinkButton href={back}>Back to Connectivity</LinkButton>
      </Actions>
    </ApplicationPage>
  );
}
