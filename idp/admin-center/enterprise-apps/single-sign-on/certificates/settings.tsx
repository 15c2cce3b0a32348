import { Actions, Button } from '../../../../../web/components/controls.tsx';
import { Field, Select } from '../../../../../web/components/field.tsx';
import { Card } from '../../../../../web/components/surfaces.tsx';
import {
  MAX_NOTIFICATION_EMAILS,
  notificationEmailsOf,
  signingAlgorithms,
  signingOptions,
  signingSettingsOf,
} from '../../../../directory/applications/signing-settings.ts';
import { tagOf } from '../../../../directory/stale-version.ts';
import { AdminForm, faultOf } from '../../../admin-form.tsx';
import type { FieldFault } from '../../../field-faults.ts';
import type { Shell } from '../../../visit.ts';
import type { ApplicationVisit } from '../../application-routes.ts';
import { certificatesPage } from './card.tsx';

interface SettingsProps {
  shell: Shell;
  visit: ApplicationVisit;
  faults: readonly FieldFault[] | undefined;
}

/** "Signing Option" and "Signing Algorithm". */
export function Signing({ shell, visit, faults }: SettingsProps) {
  const settings = signingSettingsOf(visit.app);
  const options = (table: Readonly<Record<string, string>>) =>
    Object.entries(table).map(([value, label]) => ({ value, label }));
  const denial = visit.denial('app.signing');
  return (
    <Card title="Signing">
      <AdminForm
        shell={shell}
        action={visit.path(`${certificatesPage}/signing`)}
        version={faults ? visit.form.version() : tagOf(settings)}
        faults={faults}
      >
        <Select
          label="Signing Option"
          name="signingOption"
          options={options(signingOptions)}
          value={settings.signingOption}
          error={faultOf(faults, 'signingOption')}
          hint={denial}
        />
        <Select
          label="Signing Algorithm"
          name="signingAlgorithm"
          options={options(signingAlgorithms)}
          value={settings.signingAlgorithm}
          error={faultOf(faults, 'signingAlgorithm')}
        />
        <Actions>
          <Button id="saveSigning" disabled={denial !== undefined}>
            Save
          </Button>
        </Actions>
      </AdminForm>
    </Card>
  );
}

/** "Notification email addresses". */
export function NotificationEmails({
  shell,
  visit,
  faults,
  emails: typed,
}: SettingsProps & {
  /** As typed; default: the stored ones. */
  emails: readonly string[] | undefined;
}) {
  const saved = notificationEmailsOf(visit.app);
  const emails = typed ?? saved.notificationEmailAddresses;
  const lab = visit.context.lab?.home();
  const rows = [...emails, ''].slice(0, Math.max(MAX_NOTIFICATION_EMAILS, emails.length));
  return (
    <Card title="Notification email addresses">
      <p>
        Entra sends an e-mail 60, 30 and 7 days before the active certificate expires. Here it goes
        to {lab === undefined ? 'an outbox' : <a href={`${lab}/outbox`}>the outbox of the lab</a>},
        by the clock of the lab.
      </p>
      <AdminForm
        shell={shell}
        action={visit.path(`${certificatesPage}/emails`)}
        version={faults ? visit.form.version() : tagOf(saved)}
        faults={faults}
      >
        {rows.map((email, row) => (
          <Field
            key={row}
            label={`Notification email address ${row + 1}`}
            name="emails"
            id={`email${row + 1}`}
            type="email"
            value={email}
            error={faultOf(faults, `emails.${row}`)}
          />
        ))}
        <Actions>
          <Button
            id="saveEmails"
            disabled={!visit.may('app.configure')}
            aria-label="Save e-mail addresses"
          >
            Save
          </Button>
        </Actions>
      </AdminForm>
    </Card>
  );
}
