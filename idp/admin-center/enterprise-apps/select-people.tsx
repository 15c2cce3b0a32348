import { Actions, Button, LinkButton } from '../../../web/components/controls.tsx';
import { Card } from '../../../web/components/surfaces.tsx';
import { AdminForm } from '../admin-form.tsx';
import type { Shell } from '../visit.ts';
import { PeoplePicker, type Picking } from './people-picker.tsx';

/** Users to be added to something: search, tick, Select. */
export function SelectPeople({
  shell,
  action,
  back,
  picking,
  error,
}: {
  shell: Shell;
  /** Where the form goes; and where "Cancel" does. */
  action: string;
  back: string;
  picking: Picking;
  error?: string | undefined;
}) {
  return (
    <Card>
      <AdminForm shell={shell} action={action}>
        <PeoplePicker {...picking} error={error} />
        <Actions>
          <Button name="do" value="select" id="select">
            Select
          </Button>
          <LinkButton href={back}>Cancel</LinkButton>
        </Actions>
      </AdminForm>
    </Card>
  );
}
