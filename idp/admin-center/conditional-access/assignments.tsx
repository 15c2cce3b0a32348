import { FieldSet } from '../../../web/components/controls.tsx';
import { FieldError, TextArea } from '../../../web/components/field.tsx';
import { Card } from '../../../web/components/surfaces.tsx';
import { typedFields } from '../../../web/http/typed-fields.ts';
import { faultOf } from '../admin-form.tsx';
import { ChoiceTicks, type ChoiceTicksProps } from '../choice-ticks.tsx';
import type { PolicyPageProps } from './policy-page-props.ts';
import { RadioSet } from './radio-set.tsx';

/** Assignments > Users: the users that a policy applies to. */
export function Users({
  form,
  faults,
  groups,
}: Pick<PolicyPageProps, 'form' | 'faults' | 'groups'>) {
  const field = typedFields(form, (name) => faultOf(faults, name));
  return (
    <Card title="Users" id="users-card">
      <RadioSet
        legend="Include"
        name="includeUsers"
        value={form.includeUsers}
        options={{ none: 'None', all: 'All users', selected: 'Select users and groups' }}
      />
      <TextArea
        label="Included users"
        {...field('users')}
        hint="User principal names, one per line. Used with Select users and groups."
        spellcheck={false}
      />
      <Ticks legend="Included groups" name="group" choices={groups} ticked={form.groupIds} />
      <TextArea
        label="Excluded users"
        {...field('excludedUsers')}
        hint="User principal names, one per line. Exclusion wins."
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

/** Assignments > Target resources: the applications that a policy applies to. */
export function TargetResources({
  form,
  faults,
  applications,
}: Pick<PolicyPageProps, 'form' | 'faults' | 'applications'>) {
  return (
    <Card title="Target resources" id="resources-card">
      <RadioSet
        legend="Include"
        name="includeApplications"
        value={form.includeApplications}
        options={{ all: 'All resources', selected: 'Select resources' }}
      />
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

interface TicksProps extends ChoiceTicksProps {
  legend: string;
  error?: string | undefined;
}

function Ticks({ legend, error, ...ticks }: TicksProps) {
  return (
    <FieldSet legend={legend}>
      <ChoiceTicks {...ticks} />
      {ticks.choices.length === 0 && <p class="hint">None yet.</p>}
      {error !== undefined && <FieldError id={`${ticks.name}Error`}>{error}</FieldError>}
    </FieldSet>
  );
}
