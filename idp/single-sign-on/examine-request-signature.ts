import { type Certificate, thumbprint, toBase64 } from '../../certs/certificate.ts';
import { checkRequestSignature, type SentMessage } from './checks/request-signature.ts';
import { tokenChecks } from './checks/table.ts';
import { type ExaminedRequestCheck, madeCheck } from './examine-request.ts';

/**
 * Entra's check on the signature of a request of any service provider, as for an application that requires signed requests.
 *
 * @param certificates those that the application would have as verification certificates, the newest first
 * @param now when a certificate must not have expired
 */
export function examineRequestSignature(
  sent: SentMessage,
  certificates: readonly Certificate[],
  now: Date,
): ExaminedRequestCheck {
  const name = 'request-signature';
  const settings = { isSignedRequestRequired: true, allowsRsaSha1: false };
  const credentials = certificates.map((certificate) => ({
    certificate: toBase64(certificate),
    thumbprint: thumbprint(certificate),
    endDateTime: certificate.notAfter.toISOString(),
    expired: certificate.notAfter <= now,
  }));
  return madeCheck({ name, title: tokenChecks[name].title }, () => {
    checkRequestSignature(settings, sent, credentials);
  });
}
