import { Badge } from '../../../../web/components/badge.tsx';
import { Actions, Button, HiddenField } from '../../../../web/components/controls.tsx';
import { Select } from '../../../../web/components/field.tsx';
import { Card, MessageBar } from '../../../../web/components/surfaces.tsx';
import { Table } from '../../../../web/components/table.tsx';
import { signingSettingsOf } from '../../../directory/applications/signing-settings.ts';
import {
  type EncryptionCertificate,
  tokenEncryptionMethodOf,
  tokenEncryptionMethods,
  tokenEncryptionOf,
} from '../../../directory/applications/token-encryption.ts';
import { tagOf } from '../../../directory/stale-version.ts';
import { AdminForm, faultOf } from '../../admin-form.tsx';
import type { FieldFault } from '../../field-faults.ts';
import { day } from '../../shown-instant.ts';
import type { Shell } from '../../visit.ts';
import { ApplicationPage } from '../application-page.tsx';
import type { ApplicationVisit } from '../application-routes.ts';
import { PublicCertificateCard } from '../public-certificate-card.tsx';
import { certificatesPage } from '../single-sign-on/certificates/card.tsx';

export const tokenEncryptionPage = 'token-encryption';

/** The form that broke a rule. */
export interface BrokenForm {
  form: 'list' | 'import' | 'method';
  faults: readonly FieldFault[];
}

interface PageProps {
  shell: Shell;
  visit: ApplicationVisit;
  list: readonly EncryptionCertificate[];
  broken: BrokenForm | undefined;
}

export function TokenEncryptionPage(props: PageProps) {
  const { shell, visit, list, broken } = props;
  const [active] = list.filter(({ status }) => status === 'Active');
  return (
    <ApplicationPage
      shell={shell}
      app={visit.app}
      menu="token-encryption"
      lead="Encrypts the SAML assertions for this application with a certificate that you get from it. Only the application has the private key that decrypts them."
      denial={visit.denial('app.configure')}
    >
      {broken?.form === 'list' && (
        <MessageBar tone="error" id="faults">
          {broken.faults[0]?.message}
        </MessageBar>
      )}
      {active?.expired && (
        <MessageBar tone="warning" title="The active certificate has expired" id="expired">
          Assertions are still encrypted for it. Microsoft does not document what Entra does then;
          import the new certificate of the application and activate it.
        </MessageBar>
      )}
      {active && signingSettingsOf(visit.app).signingOption === 'assertion' && (
        <MessageBar tone="info" title="The Response is not signed" id="unsignedResponse">
          Many service providers decrypt only if the Response is signed (SAML errata E93), Peakon in
          this lab too. If sign-ins fail, choose Sign SAML response and assertion under{' '}
          <a href={visit.path(certificatesPage)}>Signing Option</a>.
        </MessageBar>
      )}
      <CertificateList {...props} />
      {visit.may('app.configure') && (
        <PublicCertificateCard
          shell={shell}
          title="Import Certificate"
          action={visit.path(`${tokenEncryptionPage}/import`)}
          faults={broken?.form === 'import' ? broken.faults : undefined}
          use="of the application"
        />
      )}
      <Cipher {...props} />
    </ApplicationPage>
  );
}

function CertificateList({ shell, visit, list }: PageProps) {
  return (
    <Card title="Certificates">
      <Table
        caption="Encryption certificates"
        columns={['Status', { title: 'Expiration Date', nowrap: true }, 'Thumbprint', 'Commands']}
        rows={list.map((certificate) => [
          <Status certificate={certificate} />,
          day(certificate.endDateTime),
          <>
            <code>{certificate.thumbprint}</code>
            <p class="hint">{certificate.displayName}</p>
          </>,
          <Commands shell={shell} visit={visit} certificate={certificate} />,
        ])}
        empty="No certificate yet, so assertions are in plain text. Import one from the application."
      />
    </Card>
  );
}

function Status({ certificate: { status, expired } }: { certificate: EncryptionCertificate }) {
  if (expired) return <Badge tone="fail">{`${status}, expired`}</Badge>;
  return <Badge tone={status === 'Active' ? 'pass' : 'neutral'}>{status}</Badge>;
}

function Commands({
  shell,
  visit,
  certificate: { thumbprint, status },
}: {
  shell: Shell;
  visit: ApplicationVisit;
  certificate: EncryptionCertificate;
}) {
  if (!visit.may('app.configure')) return null;
  const active = status === 'Active';
  const command = active ? 'Deactivate token encryption' : 'Activate token encryption';
  return (
    <AdminForm
      shell={shell}
      action={visit.path(`${tokenEncryptionPage}/${active ? 'deactivate' : 'activate'}`)}
      version={tagOf(tokenEncryptionOf(visit.app))}
      inline
    >
      <HiddenField name="thumbprint" value={thumbprint} />
      <Button appearance="link" aria-label={`${command}: ${thumbprint}`}>
        {command}
      </Button>
      {!active && (
        <Button
          appearance="link"
          formaction={visit.path(`${tokenEncryptionPage}/delete`)}
          aria-label={`Delete certificate: ${thumbprint}`}
        >
          Delete
        </Button>
      )}
    </AdminForm>
  );
}

/** Not in Entra, which encrypts with AES-256. */
function Cipher({ shell, visit, broken }: PageProps) {
  const faults = broken?.form === 'method' ? broken.faults : undefined;
  const saved = tokenEncryptionMethodOf(visit.app);
  return (
    <Card title="Cipher" id="cipher">
      <AdminForm
        shell={shell}
        action={visit.path(`${tokenEncryptionPage}/method`)}
        version={faults ? visit.form.version() : tagOf(saved)}
        faults={faults}
      >
        <Select
          label="Cipher"
          name="tokenEncryptionMethod"
          options={Object.entries(tokenEncryptionMethods).map(([value, label]) => ({
            value,
            label,
          }))}
          value={saved.tokenEncryptionMethod}
          error={faultOf(faults, 'tokenEncryptionMethod')}
          hint="Only in this mock: Entra uses AES-256 and has no such setting. Choose AES-256-GCM to test that your application accepts it."
        />
        <Actions>
          <Button id="saveCipher" disabled={!visit.may('app.configure')}>
            Save
          </Button>
        </Actions>
      </AdminForm>
    </Card>
  );
}
