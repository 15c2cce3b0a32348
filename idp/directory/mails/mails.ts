import { sql } from 'kysely';
import type { Database, MailRow } from '../tables.ts';

/**
 * `kept`: it is in the outbox only, as no SMTP server is configured. `waiting`: for the SMTP server. `delivered`: the SMTP server took it.
 * `failed`: it did not, and is not asked again.
 */
export type MailDelivery = 'kept' | 'waiting' | 'delivered' | 'failed';

/** A mail in the outbox. */
export interface Mail {
  /** GUID. */
  readonly id: string;
  /** GUID. */
  readonly tenantId: string;
  /** The enterprise application that it is about; it may be deleted by now. */
  readonly servicePrincipalId: string;
  /** Address that Entra sends it from. */
  readonly from: string;
  /** Addresses that get it. */
  readonly to: readonly string[];
  /** One line. */
  readonly subject: string;
  /** Plain text, lines ended by `\n`. */
  readonly text: string;
  /** When it was due, by the clock of the lab: ISO 8601, UTC. */
  readonly sentDateTime: string;
  /** What became of it, if there is an SMTP server. */
  readonly delivery: MailDelivery;
  /** Why it could not be delivered, or to whom; absent while there is nothing to say. */
  readonly problem?: string | undefined;
}

/** As many as the outbox shows, and keeps. */
export const MAX_MAILS = 1_000;

/** The outbox, the newest first. @param tenantId GUID. Default: of all tenants */
export async function listMails(db: Database, tenantId?: string): Promise<Mail[]> {
  const rows = await db
    .selectFrom('mail')
    .selectAll()
    .$if(tenantId !== undefined, (query) => query.where('tenantId', '=', tenantId ?? ''))
    .orderBy('sentDateTime', 'desc')
    .orderBy(sql`rowid`, 'desc')
    .limit(MAX_MAILS)
    .execute();
  return rows.map(mailOf);
}

export function mailOf({ to, delivery, attempts: _, problem, ...row }: MailRow): Mail {
  return {
    ...row,
    to: JSON.parse(to) as string[],
    delivery: delivery as MailDelivery,
    ...(problem !== null && { problem }),
  };
}
