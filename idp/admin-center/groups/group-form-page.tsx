import { Actions, Button, LinkButton } from '../../../web/components/controls.tsx';
import { Field, TextArea } from '../../../web/components/field.tsx';
import { Card } from '../../../web/components/surfaces.tsx';
import { typedFields } from '../../../web/http/typed-fields.ts';
import type { GroupProperties } from '../../directory/groups/manage-groups.ts';
import { AdminForm, faultOf } from '../admin-form.tsx';
import { AdminPage } from '../admin-page.tsx';
import type { FieldFault } from '../field-faults.ts';
import type { PostedForm } from '../posted-form.ts';
import type { Shell } from '../visit.ts';

export interface GroupFormPageProps {
  shell: Shell;
  title: string;
  form: GroupProperties;
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
          <Field label="Group name" {...field('displayName')} autocomplete="off" required />
          <TextArea label="Group description" {...field('description')} optional />
          <Actions>
            <Button id="save">{submit}</Button>
            <LinkButton href={back}>Cancel</LinkButton>
          </Actions>
        </Card>
      </AdminForm>
    </AdminPage>
  );
}

export const readGroupForm = (form: PostedForm): GroupProperties => ({
  displayName: form.text('displayName'),
  description: form.text('description').replaceAll('\r\n', '\n'),
});
