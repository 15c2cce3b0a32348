import { Actions, Button, HiddenField } from '../../../../../web/components/controls.tsx';
import { Field } from '../../../../../web/components/field.tsx';
import { Card, Disclosure, MessageBar } from '../../../../../web/components/surfaces.tsx';
import { Table } from '../../../../../web/components/table.tsx';
import {
  activeThumbprintOf,
  latestExpiration,
  type SigningCertificate,
} from '../../../../directory/applications/signing-certificates.ts';
import { tagOf } from '../../../../directory/stale-version.ts';
import { AdminForm, faultOf } from '../../../admin-form.tsx';
import type { FieldFault } from '../../../field-faults.ts';
import { day } from '../../../shown-instant.ts';
import type { Shell } from '../../../visit.ts';
import { ApplicationPage } from '../../application-page.tsx';
import type { ApplicationVisit } from '../../application-routes.ts';
import { CertificateStatus, certificatesPage, Substitute } from './card.tsx';
import { NotificationEmails, Signing } from './settings.tsx';

/** The form that broke a rule. */
export interface BrokenForm {
  form: 'list' | 'new' | 'import' | 'signing' | 'emails';
  faults: readonly FieldFault[];
  /** As typed. */
  emails?: readonly string[];
}

interface CertificatesProps {
  shell: Shell;
  visit: ApplicationVisit;
  list: readonly SigningCertificate[];
  now: Date;
  broken: BrokenForm | undefined;
}

/** "SAML Signing Certificate". */
export function CertificatesPage(props: CertificatesProps) {
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
      <Substitute certificates={props.list} />
      <CertificateList {...props} />
      {visit.may('app.configure') && (
        <>
          <NewCertificate {...props} />
          <ImportCertificate {...props} />
        </>
      )}
      <Signing
        shell={shell}
        visit={visit}
        faults={broken?.form === 'signing' ? broken.faults : undefined}
      />
      <NotificationEmails
        shell={shell}
        visit={visit}
        faults={broken?.form === 'emails' ? broken.faults : undefined}
        emails={broken?.emails}
      />
    </ApplicationPage>
  );
}

/** The certificates and their commands. */
function CertificateList({ shell, visit, list }: CertificatesProps) {
  return (
    <Card title="Certificates">
      <Table
        caption="Signing certificates"
        columns={['Status', { title: 'Expiration Date', nowrap: true }, 'Thumbprint', 'Commands']}
        rows={list.map((certificate) => [
          <CertificateStatus certificate={certificate} />,
          day(certificate.endDateTime),
          <code>{certificate.thumbprint}</code>,
          <Commands shell={shell} visit={visit} certificate={certificate} />,
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
          version={version}
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

/** "New Certificate". */
function NewCertificate({ shell, visit, now, broken }: CertificatesProps) {
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

/** "Import Certificate": a PFX file. */
function ImportCertificate({ shell, visit, broken }: CertificatesProps) {
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
