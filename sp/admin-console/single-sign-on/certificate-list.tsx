import { type Certificate, readCertificate, thumbprint } from '../../../certs/certificate.ts';
import { keyFault } from '../../../saml/verification-key.ts';
import { Badge } from '../../../web/components/badge.tsx';
import { Button } from '../../../web/components/controls.tsx';
import { Facts, MessageBar } from '../../../web/components/surfaces.tsx';
import type { BroughtBack } from '../../administration/removed-certificates.ts';

/** Entra sends its first reminder 60 days ahead (entra-admin.md 1.7). */
const SOON_DAYS = 60;
const DAY_MS = 24 * 60 * 60 * 1000;

interface CertificateListProps {
  readonly files: readonly Uint8Array[];
  readonly now: Date;
  /** Those of the certificates that were removed before. */
  readonly broughtBack?: readonly BroughtBack[] | undefined;
  /** Id of the form that removes a certificate; without it, there are no Remove buttons. */
  readonly removeForm?: ((thumbprint: string) => string) | undefined;
}

/**
 * Subject, thumbprint and expiry of certificates, to compare with the identity provider's page. One that was saved before its key was a
 * reason to refuse it says so.
 */
export function CertificateList({
  files,
  now,
  broughtBack = [],
  removeForm,
}: CertificateListProps) {
  return files.map((file) => {
    const certificate = readCertificate(file);
    const name = thumbprint(certificate);
    const removedAt = broughtBack.find((each) => each.thumbprint === name)?.removedAt;
    const fault = keyFault(certificate.publicKey);
    return (
      <section key={name} aria-label={`Certificate ${name}`}>
        {fault && (
          <MessageBar tone="error" title="Not used">
            {fault.message}
          </MessageBar>
        )}
        {removedAt && (
          <MessageBar tone="warning" title="Removed before">
            This certificate was removed on {removedAt.toISOString().slice(0, 10)} and is trusted
            again. An old metadata document or file brings back a key that the identity provider may
            have given up; if you did not intend that, remove it.
          </MessageBar>
        )}
        <Facts
          items={[
            { term: 'Subject', value: certificate.subject },
            { term: 'Thumbprint', value: name, copy: true },
            { term: 'Expires', value: <Expiry certificate={certificate} now={now} /> },
          ]}
        />
        {removeForm && (
          <Button
            appearance="secondary"
            form={removeForm(name)}
            aria-label={`Remove certificate ${name}`}
          >
            Remove
          </Button>
        )}
      </section>
    );
  });
}

function Expiry({ certificate, now }: { certificate: Certificate; now: Date }) {
  const { notBefore, notAfter } = certificate;
  const date = notAfter.toISOString().slice(0, 10);
  const days = Math.ceil((notAfter.getTime() - now.getTime()) / DAY_MS);
  if (days <= 0)
    return (
      <>
        {date} <Badge tone="fail">Expired</Badge>
      </>
    );
  if (notBefore > now)
    return (
      <>
        {date} <Badge tone="warning">Not valid before {notBefore.toISOString().slice(0, 10)}</Badge>
      </>
    );
  return (
    <>
      {date} {days <= SOON_DAYS && <Badge tone="warning">In {days} days</Badge>}
    </>
  );
}
