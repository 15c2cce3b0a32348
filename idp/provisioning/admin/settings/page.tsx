import {
  Actions,
  Button,
  Checkbox,
  FieldSet,
  Radio,
} from '../../../../web/components/controls.tsx';
import { Field } from '../../../../web/components/field.tsx';
import { Card } from '../../../../web/components/surfaces.tsx';
import { AdminForm, faultOf } from '../../../admin-center/admin-form.tsx';
import { ApplicationPage } from '../../../admin-center/enterprise-apps/application-page.tsx';
import type { FieldFault } from '../../../admin-center/field-faults.ts';
import type { Shell } from '../../../admin-center/visit.ts';
import type { JobVisit } from '../provisioning-routes.ts';
import { realInterval } from '../words.ts';

export interface SettingsForm {
  scope: 'all' | 'assigned';
  notificationEmail: string;
  sendNotification: boolean;
  preventsDeletions: boolean;
  accidentalDeletionThreshold: string;
  skipOutOfScopeDeletions: boolean;
  /** In seconds; empty: as in Entra. */
  acceleratedInterval: string;
  honorRetryAfter: boolean;
}

interface PageProps {
  shell: Shell;
  visit: JobVisit;
  form: SettingsForm;
  faults: readonly FieldFault[] | undefined;
}

export function SettingsPage({ shell, visit, form, faults }: PageProps) {
  const may = visit.may('app.provision');
  return (
    <ApplicationPage
      shell={shell}
      app={visit.app}
      menu="provisioning/settings"
      title="Provisioning settings"
      denial={visit.denial('app.provision')}
    >
      <AdminForm shell={shell} action={visit.path('provisioning/settings')} faults={faults}>
        <Scope form={form} />
        <Notification form={form} faults={faults} />
        <Deletions form={form} faults={faults} />
        <Lab form={form} faults={faults} />
        <Actions>
          <Button id="save" disabled={!may}>
            Apply
          </Button>
        </Actions>
      </AdminForm>
    </ApplicationPage>
  );
}

type PartProps = Pick<PageProps, 'form' | 'faults'>;

function Scope({ form }: Pick<PageProps, 'form'>) {
  return (
    <Card title="Scope">
      <FieldSet
        legend="Who is in scope"
        hint="Going back to assigned users and groups needs a restart of provisioning, as in Entra."
      >
        <Radio
          name="scope"
          value="assigned"
          label="Sync only assigned users and groups"
          checked={form.scope === 'assigned'}
        />
        <Radio
          name="scope"
          value="all"
          label="Sync all users and groups"
          checked={form.scope === 'all'}
        />
      </FieldSet>
    </Card>
  );
}

function Notification({ form, faults }: PartProps) {
  return (
    <Card title="Notification">
      <Field
        label="Notification Email"
        name="notificationEmail"
        type="email"
        value={form.notificationEmail}
        error={faultOf(faults, 'notificationEmail')}
        autocomplete="off"
        optional
      />
      <Checkbox
        label="Send an email notification when a failure occurs"
        name="sendNotification"
        checked={form.sendNotification}
        hint="One mail when the job goes into quarantine. The lab's outbox has it."
      />
    </Card>
  );
}

function Deletions({ form, faults }: PartProps) {
  return (
    <Card title="Deletions">
      <Checkbox
        label="Prevent accidental deletion"
        name="preventsDeletions"
        checked={form.preventsDeletions}
        hint="A cycle that would disable or delete more accounts changes none of them, and waits for an administrator."
      />
      <Field
        label="Accidental deletion threshold"
        name="accidentalDeletionThreshold"
        type="number"
        min={0}
        value={form.accidentalDeletionThreshold}
        error={faultOf(faults, 'accidentalDeletionThreshold')}
      />
      <Checkbox
        label="Skip deletions of users that go out of scope"
        name="skipOutOfScopeDeletions"
        checked={form.skipOutOfScopeDeletions}
        hint="In Entra only Graph sets it (SkipOutOfScopeDeletions): users who are unassigned stay enabled in the application."
      />
    </Card>
  );
}

function Lab({ form, faults }: PartProps) {
  return (
    <Card title="In this lab" id="labSettings">
      <Field
        label="Interval in seconds"
        name="acceleratedInterval"
        type="number"
        min={1}
        value={form.acceleratedInterval}
        error={faultOf(faults, 'acceleratedInterval')}
        hint={`On the clock of the lab. Empty: ${realInterval}, as in Entra, where it cannot be changed.`}
        optional
      />
      <Checkbox
        label="Wait as long as Retry-After says when the server answers 429"
        name="honorRetryAfter"
        checked={form.honorRetryAfter}
        hint="Public reports differ on whether Entra does. Off: such an object is tried again in a later cycle."
      />
    </Card>
  );
}
