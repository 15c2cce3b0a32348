import type { ExpiringCertificate } from '../directory/mails/expiry-notices.ts';
import type { MailText } from '../directory/mails/write-mail.ts';

/** Of Microsoft's article about certificates; its list of questions says aadnotification@microsoft.com (entra-saml.md 6). */
const SENDER = 'azure-noreply@microsoft.com';

/**
 * The mail about a certificate that expires. What Entra writes is not public, so the words are the mock's.
 *
 * @param base address of the admin center's site, without a trailing slash
 */
export function expiryNoticeText(
  { servicePrincipalId, displayName, thumbprint, endDateTime }: ExpiringCertificate,
  daysBefore: number,
  base: string,
): MailText {
  const day = endDateTime.toISOString().slice(0, 10);
  const time = endDateTime.toISOString().slice(11, 16);
  const name = displayName.replace(/\s+/g, ' '); // a header is one line
  return {
    from: SENDER,
    subject: `The SAML signing certificate of ${name} expires in ${daysBefore} days`,
    text: [
      `The certificate that signs SAML tokens for ${name} expires on ${day} at ${time} UTC.`,
      '',
      `Application: ${name}`,
      `Thumbprint: ${thumbprint}`,
      `Expires: ${day}, in ${daysBefore} days`,
      '',
      'Renew it before that day:',
      '',
      '1. Choose an expiration date and select New Certificate. The new certificate is inactive.',
      `2. Give it to ${name}: most applications need an upload, some read the App Federation Metadata Url.`,
      '3. Select Make certificate active.',
      `4. Sign in to ${name}.`,
      '',
      `SAML Certificates: ${base}/admin/apps/${servicePrincipalId}/single-sign-on/certificates`,
      '',
      'This is a mail of samlab, a mock of Microsoft Entra ID. Microsoft did not send it.',
      '',
    ].join('\n'),
  };
}
