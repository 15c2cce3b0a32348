import { sql } from 'kysely';
import type { Database } from '../tables.ts';
import { type Mail, type MailDelivery, mailOf } from './mails.ts';

/**
 * The oldest mail that waits for the SMTP server.
 *
 * @param options `below`: only one that was tried less often; `except`: ids that are left out
 */
export async function nextWaiting(
  db: Database,
  { below, except }: { below: number; except: ReadonlySet<string> },
): Promise<{ mail: Mail; attempts: number } | undefined> {
  const rows = await db
    .selectFrom('mail')
    .selectAll()
    .where('delivery', '=', 'waiting')
    .where('attempts', '<', below)
    .orderBy('attempts')
    .orderBy('sentDateTime')
    .orderBy(sql`rowid`)
    .limit(except.size + 1)
    .execute();
  const row = rows.find(({ id }) => !except.has(id));
  return row && { mail: mailOf(row), attempts: row.attempts };
}

/** Notes what the SMTP server said to a mail. */
export async function noteAnswer(
  db: Database,
  id: string,
  { delivery, problem = null }: { delivery: MailDelivery; problem?: string | null | undefined },
): Promise<void> {
  await db
    .updateTable('mail')
    .set(({ eb }) => ({ delivery, problem, attempts: eb('attempts', '+', 1) }))
    .where('id', '=', id)
    .execute();
}
