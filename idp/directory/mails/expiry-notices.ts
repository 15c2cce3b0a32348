import { sql } from 'kysely';
import type { Database } from '../tables.ts';
import type { MailDelivery } from './mails.ts';
import { type MailText, writeMail } from './write-mail.ts';

/** Entra writes so many days before the certificate of an application expires (entra-saml.md 6). */
const NOTICE_DAYS = [60, 30, 7] as const;

const DAY = 86_400_000; // ms

/** More certificates are left to the next call. */
const AT_ONCE = 200;

/** A certificate that is about to expire, and whom to tell. */
export interface ExpiringCertificate {
  tenantId: string;
  servicePrincipalId: string;
  displayName: string;
  thumbprint: string;
  endDateTime: Date;
}

interface NoticeOptions {
  now: Date;
  /** How new mails begin. */
  delivery: Extract<MailDelivery, 'kept' | 'waiting'>;
  write(certificate: ExpiringCertificate, daysBefore: number): MailText;
}

/**
 * Writes the mails that are due: 60, 30 and 7 days before the active certificate of an application expires, each once, also when the clock jumped
 * over several, and once in all replicas. A mail is dated when it was due. There is none for a day before the certificate became the active one
 * (assumed), and none without an address.
 *
 * @returns whether there is more to do
 */
export async function writeExpiryNotices(db: Database, options: NoticeOptions): Promise<boolean> {
  const { now } = options;
  const expiring = await expiringKeys(db, now);
  for (const key of expiring) {
    const end = Date.parse(key.endDateTime);
    const since = Date.parse(key.activatedDateTime ?? key.createdDateTime);
    const to = JSON.parse(key.notificationEmailAddresses) as string[];
    for (const daysBefore of NOTICE_DAYS) {
      const due = end - daysBefore * DAY;
      if (due > now.getTime()) continue;
      const wanted = due >= since && to.length > 0;
      await noteOnce(db, key.keyId, daysBefore, async (tx) => {
        if (!wanted) return;
        const { keyId: _, activatedDateTime: __, createdDateTime: ___, ...certificate } = key;
        const text = options.write({ ...certificate, endDateTime: new Date(end) }, daysBefore);
        await writeMail(tx, {
          ...text,
          tenantId: key.tenantId,
          servicePrincipalId: key.servicePrincipalId,
          to,
          sentDateTime: new Date(due).toISOString(),
          delivery: options.delivery,
        });
      });
    }
  }
  return expiring.length === AT_ONCE;
}

/** The active certificates of applications with SAML about which something is due. */
function expiringKeys(db: Database, now: Date) {
  const within = (days: number) => new Date(now.getTime() + days * DAY).toISOString();
  return db
    .selectFrom('keyCredential as key')
    .innerJoin('servicePrincipal as sp', (join) =>
      join
        .onRef('sp.id', '=', 'key.ownerId')
        .onRef('sp.preferredTokenSigningKeyThumbprint', '=', 'key.thumbprint'),
    )
    .select(['key.keyId', 'key.thumbprint', 'key.endDateTime'])
    .select(['key.activatedDateTime', 'key.createdDateTime'])
    .select(['sp.tenantId', 'sp.id as servicePrincipalId', 'sp.displayName'])
    .select('sp.notificationEmailAddresses')
    .where('key.endDateTime', '<=', within(Math.max(...NOTICE_DAYS)))
    .where('sp.preferredSingleSignOnMode', '=', 'saml')
    .where(({ and, eb, exists, not, or, selectFrom }) =>
      or(
        NOTICE_DAYS.map((days) =>
          and([
            eb('key.endDateTime', '<=', within(days)),
            not(
              exists(
                selectFrom('expiryNotice as said')
                  .select('said.keyId')
                  .whereRef('said.keyId', '=', 'key.keyId')
                  .where('said.daysBefore', '=', days),
              ),
            ),
          ]),
        ),
      ),
    )
    .orderBy('key.endDateTime')
    .limit(AT_ONCE)
    .execute();
}

/**
 * Runs `act` in the transaction that notes it, unless it is noted already, by an earlier call or by another replica, or the certificate was
 * deleted.
 */
async function noteOnce(
  db: Database,
  keyId: string,
  daysBefore: number,
  act: (tx: Database) => Promise<void>,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('expiryNotice')
      .columns(['keyId', 'daysBefore'])
      .expression((e) =>
        e
          .selectFrom('keyCredential')
          .select(['keyId', sql<number>`cast(${daysBefore} as integer)`.as('daysBefore')])
          .where('keyId', '=', keyId),
      )
      .onConflict((c) => c.columns(['keyId', 'daysBefore']).doNothing())
      .executeTakeFirstOrThrow();
    if (numInsertedOrUpdatedRows !== 0n) await act(tx);
  });
}
