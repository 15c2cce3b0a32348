import { randomUUID } from 'node:crypto';
import { readCertificate } from '../../certs/certificate.ts';
import type { Clock } from '../../store/clock.ts';
import type { Database } from '../database/tables.ts';
import { findCompany } from './company.ts';
import { AdministrationError } from './errors.ts';

/** What an administrator enters under Integrations > Single Sign-On (entra-admin.md 2.1), and what only a lab needs. */
export interface SingleSignOnInput {
  /** Login URL of the identity provider. */
  readonly ssoLoginUrl: string;
  readonly ssoLogoutUrl?: string;
  /**
   * Signing out here goes on to the SSO Logout URL, so that the session at the identity provider ends as well. Default false: an
   * identity provider that does not serve SAML logout would leave people on an error page.
   */
  readonly singleLogout?: boolean;
  /** Entity ID of the identity provider, compared exactly: `https://sts.windows.net/{tenant}/`. */
  readonly idpEntityId: string;
  /** Files as uploaded: DER, PEM or bare base64. With none, every response is refused. */
  readonly certificates: readonly Uint8Array[];
  /** Takes responses nobody asked for, as the tutorial's IdP-initiated mode needs. Default true. */
  readonly allowUnsolicited?: boolean;
  /** 0 to 600; default 180. */
  readonly clockSkewSeconds?: number;
  /** Takes signatures made with SHA-1, which Entra still offers. Default false. */
  readonly allowSha1?: boolean;
  /** Takes signatures by a certificate outside its validity, as Entra goes on making them. Default false. */
  readonly allowExpiredCertificate?: boolean;
  /** Asks for a fresh sign-in each time (`ForceAuthn`). Default false. */
  readonly forceAuthn?: boolean;
  /** Asks for exactly this authentication context class. Default: none. */
  readonly requestedAuthnContext?: string;
}

/**
 * Saves the settings and certificates of a company in place of those before and enables single sign-on; all or nothing.
 *
 * @param replaces the revision that the caller has seen, null for none; anything may be replaced when it is left out
 * @throws {AdministrationError} `changed_meanwhile`, `no_such_company`, `bad_login_url`, `bad_logout_url`, `bad_idp_entity_id`, `bad_clock_skew`
 * @throws {CertificateError} for a file that is no certificate
 */
export async function enableSingleSignOn(
  db: Database,
  clock: Clock,
  companyId: string,
  input: SingleSignOnInput,
  replaces?: string | null,
): Promise<void> {
  const settings = readSettings(input);
  for (const file of input.certificates) readCertificate(file); // refuse now what could not be read later
  if (!(await findCompany(db, companyId))) throw new AdministrationError('no_such_company');
  const addedAt = clock().toISOString();
  const row = { companyId, ...settings, revision: randomUUID() };
  await db.transaction().execute(async (tx) => {
    const { numDeletedRows } = await tx
      .deleteFrom('singleSignOn')
      .where('companyId', '=', companyId)
      .$if(typeof replaces === 'string', (q) => q.where('revision', '=', String(replaces)))
      .executeTakeFirstOrThrow();
    if (replaces !== undefined && numDeletedRows !== (replaces === null ? 0n : 1n))
      throw new AdministrationError('changed_meanwhile');
    await tx.deleteFrom('signingCertificate').where('companyId', '=', companyId).execute();
    await tx.insertInto('singleSignOn').values(row).execute();
    for (const bytes of input.certificates) {
      const file = Buffer.from(bytes).toString('base64');
      await tx
        .insertInto('signingCertificate')
        .values({ id: randomUUID(), companyId, file, addedAt })
        .execute();
    }
  });
}

function readSettings(input: SingleSignOnInput) {
  const { ssoLoginUrl, ssoLogoutUrl, idpEntityId, clockSkewSeconds = 180 } = input;
  if (!isWebUrl(ssoLoginUrl)) throw new AdministrationError('bad_login_url');
  if (ssoLogoutUrl && !isWebUrl(ssoLogoutUrl)) throw new AdministrationError('bad_logout_url');
  // SAML Core 8.3.6: an entity identifier is a URI of not more than 1024 characters.
  if (idpEntityId.trim() === '' || idpEntityId.length > 1024)
    throw new AdministrationError('bad_idp_entity_id');
  if (!Number.isInteger(clockSkewSeconds) || clockSkewSeconds < 0 || clockSkewSeconds > 600)
    throw new AdministrationError('bad_clock_skew');
  return {
    ssoLoginUrl,
    ssoLogoutUrl: ssoLogoutUrl || null,
    idpEntityId,
    clockSkewSeconds,
    allowUnsolicited: Number(input.allowUnsolicited ?? true),
    allowSha1: Number(input.allowSha1 ?? false),
    allowExpiredCertificate: Number(input.allowExpiredCertificate ?? false),
    singleLogout: Number(input.singleLogout ?? false),
    forceAuthn: Number(input.forceAuthn ?? false),
    requestedAuthnContext: input.requestedAuthnContext || null,
  };
}

/** Whether this is an absolute http or https URL. */
export function isWebUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
