import { Badge } from '../../../../../web/components/badge.tsx';
import { Card, Facts, MessageBar } from '../../../../../web/components/surfaces.tsx';
import type { PublicKeyCredential } from '../../../../directory/applications/public-key-credentials.ts';
import type { SigningCertificate } from '../../../../directory/applications/signing-certificates.ts';
import { day } from '../../../shown-instant.ts';
import type { ApplicationVisit } from '../../application-routes.ts';
import { Edit, values } from '../card-parts.tsx';
import { endpointsOf, fileName, printedEndpoints } from '../endpoints.ts';
import { VerificationPart } from '../verification-certificates/card-part.tsx';

export const certificatesPage = 'single-sign-on/certificates';

/** Section 3: the active certificate and its downloads, and the verification certificates. */
export function CertificatesCard({
  visit,
  certificates,
  verification,
}: {
  visit: ApplicationVisit;
  certificates: readonly SigningCertificate[];
  verification: readonly PublicKeyCredential[];
}) {
  const [active] = certificates.filter(({ status }) => status === 'Active');
  const { metadataPath } = endpointsOf(visit);
  const { displayName } = visit.app.servicePrincipal;
  return (
    <Card
      title="SAML Certificates"
      step={3}
      id="saml-certificates"
      action={<Edit visit={visit} page={certificatesPage} what="SAML Certificates" />}
    >
      <h3>Token signing certificate</h3>
      <Substitute certificates={certificates} />
      {active ? (
        <Facts
          items={[
            { term: 'Status', value: <CertificateStatus certificate={active} /> },
            { term: 'Thumbprint', value: active.thumbprint, copy: true },
            { term: 'Expiration', value: day(active.endDateTime) },
            {
              term: 'Notification Email',
              value: values(visit.app.notificationEmailAddresses, 'None'),
            },
            printedEndpoints(visit).metadata,
            ...(['base64', 'raw'] as const).map((form) => ({
              term: form === 'raw' ? 'Certificate (Raw)' : 'Certificate (Base64)',
              value: (
                <Download
                  href={visit.path(`${certificatesPage}/${active.thumbprint}/${form}`)}
                  what={form === 'raw' ? 'Certificate (Raw)' : 'Certificate (Base64)'}
                  file={fileName(displayName, 'cer')}
                />
              ),
            })),
            {
              term: 'Federation Metadata XML',
              value: (
                <Download
                  href={metadataPath}
                  what="Federation Metadata XML"
                  file={fileName(displayName, 'xml')}
                />
              ),
              note: 'Its addresses point to this machine.',
            },
          ]}
        />
      ) : (
        <MessageBar tone="warning" title="No certificate is active">
          Nothing can be signed: sign-ins end with AADSTS50003. Select Edit, then New Certificate.
        </MessageBar>
      )}
      <VerificationPart visit={visit} certificates={verification} />
    </Card>
  );
}

function Download({ href, what, file }: { href: string; what: string; file: string }) {
  return (
    <a href={href} download={file} aria-label={`Download ${what}`}>
      Download
    </a>
  );
}

/** Says that another certificate signs in place of the active one, which has expired (entra-saml.md 6). */
export function Substitute({ certificates }: { certificates: readonly SigningCertificate[] }) {
  const signing = certificates.find(({ signs }) => signs);
  if (signing === undefined || signing.status === 'Active') return null;
  return (
    <MessageBar tone="warning" title="The active certificate has expired" id="substitute">
      Tokens are signed with {signing.thumbprint}, which is valid, although it is inactive. The
      application must trust it: users may be refused.
    </MessageBar>
  );
}

/** Active or Inactive, and whether it has expired. */
export function CertificateStatus({ certificate }: { certificate: SigningCertificate }) {
  const { status, expired } = certificate;
  if (expired) return <Badge tone="fail">{`${status}, expired`}</Badge>;
  return <Badge tone={status === 'Active' ? 'pass' : 'neutral'}>{status}</Badge>;
}
