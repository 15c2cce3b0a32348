import { sql } from 'kysely';
import type { Database } from '../database/tables.ts';
import { type BroughtBack, broughtBackAmong, thumbprintOf } from './removed-certificates.ts';
import type { SingleSignOnInput } from './single-sign-on.ts';

/** The settings of a company as they are saved. */
export interface SavedSingleSignOn {
  readonly enabled: boolean;
  /** Changes with every change; see `replaces` of `enableSingleSignOn`. */
  readonly revision: string;
  /** As `enableSingleSignOn` takes it. */
  readonly input: SingleSignOnInput;
  /** Those of its certificates that were removed before. */
  readonly broughtBack: readonly BroughtBack[];
}

/** The single sign-on settings of a company, also while it is disabled; undefined when it has none. */
export async function findSingleSignOn(
  db: Database,
  companyId: string,
): Promise<SavedSingleSignOn | undefined> {
  const row = await db
    .selectFrom('singleSignOn')
    .selectAll()
    .where('companyId', '=', companyId)
    .executeTakeFirst();
  if (!row) return undefined;
  const files = await db
    .selectFrom('signingCertificate')
    .select('file')
    .where('companyId', '=', companyId)
    .orderBy('addedAt')
    .orderBy(sql`rowid`)
    .execute();
  const certificates = files.map(({ file }) => Buffer.from(file, 'base64'));
  const { ssoLoginUrl, ssoLogoutUrl, idpEntityId, clockSkewSeconds, requestedAuthnContext } = row;
  return {
    enabled: row.enabled === 1,
    revision: row.revision,
    broughtBack: await broughtBackAmong(db, companyId, certificates.map(thumbprintOf)),
    input: {
      ssoLoginUrl,
      idpEntityId,
      clockSkewSeconds,
      ...(ssoLogoutUrl !== null && { ssoLogoutUrl }),
      ...(requestedAuthnContext !== null && { requestedAuthnContext }),
      allowUnsolicited: row.allowUnsolicited === 1,
      allowSha1: row.allowSha1 === 1,
      allowExpiredCertificate: row.allowExpiredCertificate === 1,
      singleLogout: row.singleLogout === 1,
      forceAuthn: row.forceAuthn === 1,
      certificates,
    },
  };
}
