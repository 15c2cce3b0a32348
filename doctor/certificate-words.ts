import { type Certificate, thumbprint } from '../certs/certificate.ts';

/** `EEA3...7F (CN=Microsoft Azure Federated SSO Certificate), until 2029-03-01`. */
export const certificateInWords = (certificate: Certificate): string =>
  `${thumbprint(certificate)} (${certificate.subject}), until ${dayOf(certificate.notAfter)}`;

/** `2029-03-01`, in UTC. */
export const dayOf = (date: Date): string => date.toISOString().slice(0, 10);

/** Whether both are the same certificate. */
export const sameCertificate = (one: Certificate, other: Certificate): boolean =>
  Buffer.from(one.der).equals(other.der);
