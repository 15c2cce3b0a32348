import { Actions, Button, Field, HiddenField, Select } from '../../../../web/controls.tsx';
import { Card, Disclosure, MessageBar, Table } from '../../../../web/surfaces.tsx';
import type { Fault } from '../../../directory/invalid-input.ts';
import {
  activeThumbprintOf,
  latestExpiration,
  type SigningCertificate,
} from '../../../directory/signing-certificates.ts';
import {
  MAX_NOTIFICATION_EMAILS,
  notificationEmailsOf,
  signingAlgorithms,
  signingOptions,
  signingSettingsOf,
} from '../../../directory/signing-settings.ts';
import { tagOf } from '../../../directory/stale-version.ts';
import { AdminForm, faultOf } from '../../admin-form.tsx';
import type { Shell } from '../../visit.ts';
import { ApplicationPage } from '../application-page.tsx';
import type { ApplicationVisit } from '../application-routes.ts';
import { CertificateStatus } from './certificate-status.tsx';
import { day } from './day.ts';

export const certificatesPage = 'single-sign-on/certificates';

/** Which of the page's forms broke a rule. */
export interface BrokenForm {
  form: 'list' | 'new' | 'import' | 'signing' | 'emails';
  faults: readonly Fault[];
  /** As typed. */
  emails?: readonly string[];
}

interface PageProps {
  shell: Shell;
  visit: ApplicationVisit;
  list: readonly SigningCertificate[];
  now: Date;
  broken: BrokenForm | undefined;
}

/** "SAML Signing Certificate". */
export function CertificatesPage(props: PageProps) {
  const { shell, visit, broken } = props;
  return (
    <ApplicationPage
      shell={shell}
      app={visit.app}
      menu="single-sign-on"
      title="SAML Signing Certificate"
      lead="Manage the certificate used by Microsoft Entra ID to sign SAML tokens issued to your app."
      denial={visit.denial('app.configure')}
      trail={[{ title: 'Single sign-on', href: visit.path('single-sign-on') }]}
    >
      {broken?.form === 'list' && (
        <MessageBar tone="error" id="faults">
          {broken.faults[0]?.message}
        </MessageBar>
      )}
      <List {...props} />
      {visit.may('app.configure') && (
        <>
          <NewCertificate {...props} />
          <ImportCertificate {...props} />
        </>
      )}
      <Signing {...props} />
      <NotificationEmails {...props} />
    </ApplicationPage>
  );
}

function List({ shell, visit, list }: PageProps) {
  return (
    <Card title="Certificates">
      <Table
        caption="Signing certificates"
        columns={['Status', 'Expiration Date', 'Thumbprint', 'Commands']}
        rows={list.map((certificate) => [
          <CertificateStatus certificate={certificate} />,
          day(certificate.endDateTime),
          <code>{certificate.thumbprint}</code>,
          <Commands {...{ shell, visit, certificate }} />,
        ])}
        empty="No certificate yet: select New Certificate."
      />
    </Card>
  );
}

function Commands({
  shell,
  visit,
  certificate,
}: {
  shell: Shell;
  visit: ApplicationVisit;
  certificate: SigningCertificate;
}) {
  const { thumbprint, status } = certificate;
  const version = tagOf(activeThumbprintOf(visit.app));
  const files = { raw: 'Raw', base64: 'Base64', pem: 'PEM' };
  return (
    <>
      {status === 'Inactive' && visit.may('app.configure') && (
        <AdminForm
          shell={shell}
          action={visit.path(`${certificatesPage}/activate`)}
          {...{ version }}
          inline
        >
          <HiddenField name="thumbprint" value={thumbprint} />
          <Button appearance="link" aria-label={`Make certificate active: ${thumbprint}`}>
            Make certificate active
          </Button>
          <Button
            appearance="link"
            formaction={visit.path(`${certificatesPage}/delete`)}
            aria-label={`Delete certificate: ${thumbprint}`}
          >
            Delete
          </Button>
        </AdminForm>
      )}
      <div class="actions">
        {Object.entries(files).map(([form, name]) => (
          <a
            key={form}
            href={visit.path(`${certificatesPage}/${thumbprint}/${form}`)}
            aria-label={`${name} certificate download: ${thumbprint}`}
          >
            {name}
          </a>
        ))}
      </div>
    </>
  );
}

function NewCertificate({ shell, visit, now, broken }: PageProps) {
  const faults = broken?.form === 'new' ? broken.faults : undefined;
  const latest = day(latestExpiration(now).toISOString());
  return (
    <Card title="New Certificate">
      <AdminForm shell={shell} action={visit.path(`${certificatesPage}/new`)} faults={faults}>
        <Field
          label="Expiration Date"
          name="notAfter"
          type="date"
          min={day(now.toISOString())}
          max={latest}
          value={faults ? visit.form.text('notAfter') : latest}
          error={faultOf(faults, 'notAfter')}
          hint="At most three years ahead. It cannot be changed once the certificate is saved."
        />
        <Actions>
          <Button appearance="secondary" id="newCertificate">
            New Certificate
          </Button>
        </Actions>
      </AdminForm>
    </Card>
  );
}

function ImportCertificate({ shell, visit, broken }: PageProps) {
  const faults = broken?.form === 'import' ? broken.faults : undefined;
  return (
    <Card>
      <Disclosure summary="Import Certificate" open={faults !== undefined} id="importCertificate">
        <AdminForm
          shell={shell}
          action={visit.path(`${certificatesPage}/import`)}
          faults={faults}
          upload
        >
          <Field
            label="Certificate"
            name="pfx"
            type="file"
            accept=".pfx,.p12"
            error={faultOf(faults, 'pfx')}
            hint="A PFX file: the certificate together with its private key."
          />
          <Field
            label="PFX Password"
            name="password"
            type="password"
            autocomplete="off"
            error={faultOf(faults, 'password')}
          />
          <Actions>
            <Button appearance="secondary" id="addCertificate">
              Add
            </Button>
          </Actions>
        </AdminForm>
      </Disclosure>
    </Card>
  );
}

function Signing({ shell, visit }: PageProps) {
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

function NotificationEmails({ shell, visit, broken }: PageProps) {
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
