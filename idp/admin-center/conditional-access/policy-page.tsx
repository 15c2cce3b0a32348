import { Actions, Button, LinkButton } from '../../../web/components/controls.tsx';
import { Field } from '../../../web/components/field.tsx';
import { typedFields } from '../../../web/http/typed-fields.ts';
import { policyStates } from '../../conditional-access/policy.ts';
import { AdminForm, faultOf } from '../admin-form.tsx';
import { AdminPage } from '../admin-page.tsx';
import { ChoiceSearch } from '../choice-search.tsx';
import { AccessControls } from './access-controls.tsx';
import { TargetResources, Users } from './assignments.tsx';
import type { PolicyPageProps } from './policy-page-props.ts';
import { RadioSet } from './radio-set.tsx';

export const policiesPath = '/admin/conditional-access';

/** A policy: assignments, access controls, and its state. */
export function PolicyPage(props: PolicyPageProps) {
  const { shell, title, form, action, version, faults, deletion, mayManage } = props;
  const { groups, applications, search, more } = props;
  const field = typedFields(form, (name) => faultOf(faults, name));
  return (
    <AdminPage
      shell={shell}
      section="policies"
      title={title}
      lead="Controls tokens for applications. The admin center is not affected."
      trail={[{ href: policiesPath, title: 'Conditional Access' }]}
    >
      <AdminForm shell={shell} action={action} version={version} faults={faults} id="policy">
        <Field label="Name" {...field('displayName')} autocomplete="off" required />
        <ChoiceSearch label="Search groups and applications" value={search} more={more} />
        <Users form={form} faults={faults} groups={groups} />
        <TargetResources form={form} faults={faults} applications={applications} />
        <AccessControls form={form} faults={faults} />
        <RadioSet legend="Enable policy" name="state" value={form.state} options={policyStates} />
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
