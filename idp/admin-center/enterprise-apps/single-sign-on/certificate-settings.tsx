import { Actions, Button } from '../../../../web/components/controls.tsx';
import { Field, Select } from '../../../../web/components/field.tsx';
import { Card } from '../../../../web/components/surfaces.tsx';
import {
  MAX_NOTIFICATION_EMAILS,
  notificationEmailsOf,
  signingAlgorithms,
  signingOptions,
  signingSettingsOf,
} from '../../../directory/applications/signing-settings.ts';
import { tagOf } from '../../../directory/stale-version.ts';
import { AdminForm, faultOf } from '../../admin-form.tsx';
import { type CertificatesProps, certificatesPage } from './certificates-props.ts';

/** "Signing Option" and "Signing Algorithm". */
export function Signing({ shell, visit }: CertificatesProps) {
  const settings = signingSettingsOf(visit.app);
  const options = (table: Readonly<Record<string, string>>) =>
    Object.entries(table).map(([value, label]) => ({ value, label }));
  const denial = visit.denial('app.signing');
  return (
    <Card title="Signing">
      <AdminForm
        shell={shell}
        action={visit.path(`${certificatesPage}/signing`)}
        version={tagOf(settings)}
      >
        <Select
          label="Signing Option"
          name="signingOption"
          options={options(signingOptions)}
          value={settings.signingOption}
          hint={denial}
        />
        <Select
          label="Signing Algorithm"
          name="signingAlgorithm"
          options={options(signingAlgorithms)}
          value={settings.signingAlgorithm}
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
export function NotificationEmails({ shell, visit, broken }: CertificatesProps) {
  const faults = broken?.form === 'emails' ? broken.faults : undefined;
  const saved = notificationEmailsOf(visit.app);
  const emails = broken?.emails ?? saved.emails;
  const rows = [...emails, ''].slice(0, Math.max(MAX_NOTIFICATION_EMAILS, emails.length));
  return (
    <Card title="Notification email addresses">
      <p>
        Told 60, 30 and 7 days before the active certificate expires. This mock sends no mail; the
        list is kept as Entra keeps it.
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
