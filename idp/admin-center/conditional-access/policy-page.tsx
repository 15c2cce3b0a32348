import {
  Actions,
  Button,
  Checkbox,
  Field,
  FieldError,
  FieldSet,
  LinkButton,
  Radio,
  TextArea,
} from '../../../web/controls.tsx';
import { Card } from '../../../web/surfaces.tsx';
import { policyStates } from '../../conditional-access/policy.ts';
import type { Choice } from '../../directory/choices.ts';
import type { Fault } from '../../directory/invalid-input.ts';
import { AdminForm, faultOf } from '../admin-form.tsx';
import { AdminPage } from '../admin-page.tsx';
import { ChoiceSearch } from '../choice-search.tsx';
import type { Shell } from '../visit.ts';
import type { PolicyForm } from './policy-form.ts';

export const policiesPath = '/admin/conditional-access';

export interface PolicyPageProps {
  shell: Shell;
  title: string;
  form: PolicyForm;
  action: string;
  version?: string | undefined;
  faults?: readonly Fault[] | undefined;
  groups: readonly Choice[];
  applications: readonly Choice[];
  /** What narrows both, and whether there are more. */
  search: string;
  more: boolean;
  /** Where the policy is deleted; absent for a new one. */
  deletion?: string | undefined;
  mayManage: boolean;
}

/** A policy: assignments, access controls, and whether it is on. */
export function PolicyPage(props: PolicyPageProps) {
  const { shell, title, form, action, version, faults, deletion, mayManage } = props;
  return (
    <AdminPage
      shell={shell}
      section="policies"
      title={title}
      lead="Decides about tokens for applications. The admin center itself stays open."
      trail={[{ href: policiesPath, title: 'Conditional Access' }]}
    >
      <AdminForm {...{ shell, action, version, faults }} id="policy">
        <Field
          label="Name"
          name="displayName"
          value={form.displayName}
          error={faultOf(faults, 'displayName')}
          autocomplete="off"
          required
        />
        <ChoiceSearch
          label="Search groups and applications"
          value={props.search}
          more={props.more}
        />
        <Users {...props} />
        <Resources {...props} />
        <Controls {...props} />
        <FieldSet legend="Enable policy">
          {Object.entries(policyStates).map(([value, label]) => (
            <Radio
              key={value}
              name="state"
              value={value}
              label={label}
              checked={form.state === value}
            />
          ))}
        </FieldSet>
        <Actions>
          <Button id="save" disabled={!mayManage}>
            {deletion === undefined ? 'Create' : 'Save'}
          </Button>
          <LinkButton href={policiesPath}>Cancel</LinkButton>
        </Actions>
      </AdminForm>
      {deletion !== undefined && mayManage && (
        <AdminForm shell={shell} action={deletion} version={version} id="deletePolicy">
          <Button appearance="danger" id="delete">
            Delete
          </Button>
        </AdminForm>
      )}
    </AdminPage>
  );
}

function Users({ form, faults, groups }: PolicyPageProps) {
  return (
    <Card title="Users" id="users-card">
      <FieldSet legend="Include">
        <Choices
          name="includeUsers"
          value={form.includeUsers}
          options={{ none: 'None', all: 'All users', selected: 'Select users and groups' }}
        />
      </FieldSet>
      <TextArea
        label="Included users"
        name="users"
        value={form.users}
        hint="User principal names, one a line. They count with Select users and groups."
        error={faultOf(faults, 'users')}
        spellcheck={false}
      />
      <Ticks legend="Included groups" name="group" choices={groups} ticked={form.groupIds} />
      <TextArea
        label="Excluded users"
        name="excludedUsers"
        value={form.excludedUsers}
        hint="User principal names, one a line. Exclusion wins."
        error={faultOf(faults, 'excludedUsers')}
        spellcheck={false}
      />
      <Ticks
        legend="Excluded groups"
        name="excludedGroup"
        choices={groups}
        ticked={form.excludedGroupIds}
      />
    </Card>
  );
}

function Resources({ form, faults, applications }: PolicyPageProps) {
  return (
    <Card title="Target resources" id="resources-card">
      <FieldSet legend="Include">
        <Choices
          name="includeApplications"
          value={form.includeApplications}
          options={{ all: 'All resources', selected: 'Select resources' }}
        />
      </FieldSet>
      <Ticks
        legend="Applications"
        name="application"
        choices={applications}
        ticked={form.servicePrincipalIds}
        error={faultOf(faults, 'application')}
      />
    </Card>
  );
}

function Controls({ form, faults }: PolicyPageProps) {
  const error = faultOf(faults, 'grant');
  return (
    <Card title="Access controls" id="controls-card">
      <FieldSet legend="Grant">
        <Choices
          name="grant"
          value={form.grant}
          options={{
            block: 'Block access',
            mfa: 'Grant access: Require multifactor authentication',
            '': 'Grant access',
          }}
        />
        {error !== undefined && <FieldError id="grantError">{error}</FieldError>}
      </FieldSet>
      <Field
        label="Sign-in frequency (hours)"
        name="signInFrequency"
        value={form.signInFrequency}
        inputMode="numeric"
        hint="Session: who signed in longer ago than this types the password again."
        error={faultOf(faults, 'signInFrequency')}
        autocomplete="off"
        optional
      />
    </Card>
  );
}

function Choices({
  name,
  value,
  options,
}: {
  name: string;
  value: string;
  options: Readonly<Record<string, string>>;
}) {
  return (
    <>
      {Object.entries(options).map(([option, label]) => (
        <Radio
          key={option}
          name={name}
          value={option}
          id={`${name}-${option || 'grant'}`}
          label={label}
          checked={option === value}
        />
      ))}
    </>
  );
}

function Ticks({
  legend,
  name,
  choices,
  ticked,
  error,
}: {
  legend: string;
  name: string;
  choices: readonly Choice[];
  ticked: readonly string[];
  error?: string | undefined;
}) {
  return (
    <FieldSet legend={legend}>
      {choices.map(({ id, displayName }) => (
        <Checkbox
          key={id}
          name={name}
          id={`${name}-${id}`}
          value={id}
          label={displayName}
          checked={ticked.includes(id)}
        />
      ))}
      {choices.length === 0 && <p class="hint">There are none yet.</p>}
      {error !== undefined && <FieldError id={`${name}Error`}>{error}</FieldError>}
    </FieldSet>
  );
}
