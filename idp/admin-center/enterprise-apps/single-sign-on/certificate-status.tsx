import { Badge } from '../../../../web/components/badge.tsx';
import type { SigningCertificate } from '../../../directory/applications/signing-certificates.ts';

/** Active or Inactive, and whether the dates are still good. */
export function CertificateStatus({ certificate }: { certificate: SigningCertificate }) {
  const { status, expired } = certificate;
  if (expired) return <Badge tone="fail">{`${status}, expired`}</Badge>;
  return <Badge tone={status === 'Active' ? 'pass' : 'neutral'}>{status}</Badge>;
}
