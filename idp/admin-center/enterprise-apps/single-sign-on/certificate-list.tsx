import { Button, HiddenField } from '../../../../web/components/controls.tsx';
import { Card } from '../../../../web/components/surfaces.tsx';
import { Table } from '../../../../web/components/table.tsx';
import {
  activeThumbprintOf,
  type SigningCertificate,
} from '../../../directory/applications/signing-certificates.ts';
import { tagOf } from '../../../directory/stale-version.ts';
import { AdminForm } from '../../admin-form.tsx';
import { day } from '../../shown-instant.ts';
import type { Shell } from '../../visit.ts';
import type { ApplicationVisit } from '../application-routes.ts';
import { CertificateStatus } from './certificate-status.tsx';
import { type CertificatesProps, certificatesPage } from './certificates-props.ts';

/** The certificates with what can be done to each. */
export function CertificateList({ shell, visit, list }: CertificatesProps) {
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
