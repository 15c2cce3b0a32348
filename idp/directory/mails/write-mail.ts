import { idsOf } from '../../../store/ids.ts';
import type { Database } from '../tables.ts';
import type { MailDelivery } from './mails.ts';

/** What a mail says. */
export interface MailText {
  from: string;
  subject: string;
  text: string;
}

/** Puts a mail into the outbox. */
export async function writeMail(
  db: Database,
  mail: MailText & {
    tenantId: string;
    servicePrincipalId: string;
    to: readonly string[];
    sentDateTime: string;
    /** How it begins. */
    delivery: Extract<MailDelivery, 'kept' | 'waiting'>;
  },
): Promise<void> {
  await db
    .insertInto('mail')
    .values({
      ...mail,
      id: idsOf(db).uuid('mail'),
      to: JSON.stringify(mail.to),
      attempts: 0,
      problem: null,
    })
    .execute();
}
