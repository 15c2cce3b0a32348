import { Actions, Button, Checkbox, LinkButton } from '../../../web/components/controls.tsx';
import { Field, Select, TextArea } from '../../../web/components/field.tsx';
import { Card } from '../../../web/components/surfaces.tsx';
import { typedFields } from '../../../web/http/typed-fields.ts';
import { AdminForm, faultOf } from '../admin-form.tsx';
import { AdminPage } from '../admin-page.tsx';
import type { FieldFault } from '../field-faults.ts';
import type { Shell } from '../visit.ts';
import { type GroupForm, groupKinds, groupLabels } from './group-form.ts';

export interface GroupFormPageProps {
  shell: Shell;
  title: string;
  form: GroupForm;
  /** Address that the form is sent to, and target of "Cancel". */
  action: string;
  back: string;
  /** Label of the button. */
  submit: string;
  version?: string | undefined;
  faults?: readonly FieldFault[] | undefined;
  trail: readonly { href: string; title: string }[];
}

/** The form of a group, new or existing. */
export function GroupFormPage(props: GroupFormPageProps) {
  const { shell, title, form, action, back, submit, version, faults, trail } = props;
  const field = typedFields(form, (name) => faultOf(faults, name));
  return (
    <AdminPage shell={shell} section="groups" title={title} trail={trail}>
      <AdminForm shell={shell} action={action} version={version} faults={faults}>
        <Card>
          <Select
            label={groupLabels.kind}
            {...field('kind')}
            options={Object.entries(groupKinds).map(([value, label]) => ({ value, label }))}
            hint="Decides which group claims name the group: Security groups leaves out Microsoft 365 and distribution groups."
          />
          <Field
            label={groupLabels.displayName}
            {...field('displayName')}
            autocomplete="off"
            required
          />
          <TextArea label={groupLabels.description} {...field('description')} optional />
          <Field
            label={groupLabels.mailNickname}
            {...field('mailNickname')}
            hint={version === undefined ? 'Empty: made from the name.' : undefined}
            autocomplete="off"
            optional={version === undefined}
          />
        </Card>
        <Card title="Active Directory">
          <p class="hint">
            In Entra, Microsoft Entra Connect sets these values of a synchronized group. Here they
            can be typed in, for claims with the names or identifiers of Active Directory.
          </p>
          <Checkbox
            label={groupLabels.onPremisesSyncEnabled}
            name="onPremisesSyncEnabled"
            checked={form.onPremisesSyncEnabled}
            hint="Off: a cloud-only group."
          />
          <Field
            label={groupLabels.onPremisesSamAccountName}
            {...field('onPremisesSamAccountName')}
            autocomplete="off"
            optional
          />
          <Field
            label={groupLabels.onPremisesNetBiosName}
            {...field('onPremisesNetBiosName')}
            placeholder="CONTOSO"
            autocomplete="off"
            optional
          />
          <Field
            label={groupLabels.onPremisesDomainName}
            {...field('onPremisesDomainName')}
            placeholder="contoso.com"
            autocomplete="off"
            optional
          />
          <Field
            label={groupLabels.onPremisesSecurityIdentifier}
            {...field('onPremisesSecurityIdentifier')}
            placeholder="S-1-5-21-1180699209-877415012-3182824384-1001"
            autocomplete="off"
            optional
          />
        </Card>
        <Actions>
          <Button id="save">{submit}</Button>
          <LinkButton href={back}>Cancel</LinkButton>
        </Actions>
      </AdminForm>
    </AdminPage>
  );
}
