import type { MailText } from '../../directory/mails/write-mail.ts';
import type { SynchronizationQuarantine } from '../../directory/provisioning/status.ts';

/** As the mails about certificates (entra-saml.md 6); who sends this one is not documented. */
const SENDER = 'azure-noreply@microsoft.com';

/**
 * The mail about a job that went into quarantine. What Entra writes is not public, so the words are the mock's.
 *
 * @param base address of the admin center's site, without a trailing slash
 */
export function quarantineMail(
  application: { id: string; displayName: string },
  { reason, error, nextAttempt }: SynchronizationQuarantine,
  base: string,
): MailText {
  const name = application.displayName.replace(/\s+/g, ' '); // a header is one line
  const isDeletion = reason === 'TooManyDeletes';
  return {
    from: SENDER,
    subject: `Provisioning to ${name} is in quarantine`,
    text: [
      `The provisioning of users to ${name} is in quarantine.`,
      '',
      `Application: ${name}`,
      `Reason: ${reason}`,
      `Error: ${error?.message ?? ''}`,
      ...(isDeletion
        ? []
        : [`Next attempt: ${nextAttempt.slice(0, 10)} ${nextAttempt.slice(11, 19)} UTC`]),
      '',
      isDeletion
        ? 'The provisioning logs list who would be, with the action Stageddelete.'
        : 'Mend what the error says and test the connection. The next cycle that works ends the quarantine; Restart provisioning runs one at once.',
      '',
      `Provisioning: ${base}/admin/apps/${application.id}/provisioning`,
      '',
      'This is a mail of samlab, a mock of Microsoft Entra ID. Microsoft did not send it.',
      '',
    ].join('\n'),
  };
}
