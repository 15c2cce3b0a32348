import { randomUUID } from 'node:crypto';
import { requireTypes } from '../../input/argument-types.ts';
import { type Fault, refuseFaults } from '../../input/invalid-input.ts';
import { StaleVersion } from '../../input/stale-version.ts';
import type { Clock } from '../../store/clock.ts';
import type { Database } from '../database/tables.ts';
import { type CertificateFile, readCertificateFiles } from './certificate-files.ts';
import { requireCompany } from './company.ts';
import { isEntraIdentifier } from './entra-issuer.ts';
import {
  type BroughtBack,
  broughtBackAmong,
  rememberRemoved,
  thumbprintOf,
} from './removed-certificates.ts';

/** What an administrator enters under Integrations > Single Sign-On (entra-admin.md 2.1), and what only a lab needs. */
export interface SingleSignOnInput {
  /** Login URL of the identity provider: http or https. */
  readonly ssoLoginUrl: string;
  /** Logout URL of the identity provider: http or https. */
  readonly ssoLogoutUrl?: string;
  /**
   * Signing out here continues at the SSO Logout URL, so that the session at the identity provider ends as well. Default false: an
   * identity provider that does not serve SAML logout would leave people on an error page.
   */
  readonly singleLogout?: boolean;
  /** Entity ID of the identity provider, compared exactly: `https://sts.windows.net/{tenant}/`. At most 1024 characters. */
  readonly idpEntityId: string;
  /** 1 to 10 files as uploaded: DER, PEM or bare base64. A certificate given twice is stored once. */
  readonly certificates: readonly Uint8Array[];
  /** Accepts unsolicited responses, as the tutorial's IdP-initiated mode needs. Default true. */
  readonly allowUnsolicited?: boolean;
  /** A whole number, 0 to 600; default 180. */
  readonly clockSkewSeconds?: number;
  /** Accepts signatures made with SHA-1, which Entra still offers. Default false. */
  readonly allowSha1?: boolean;
  /** Accepts signatures by a certificate outside its validity, which Entra continues to make. Default false. */
  readonly allowExpiredCertificate?: boolean;
  /** Requests a fresh sign-in each time (`ForceAuthn`). Default false. */
  readonly forceAuthn?: boolean;
  /** Requests exactly this authentication context class, a URI. Default: any. */
  readonly requestedAuthnContext?: string;
}

/** Room for a rollover, or two; every signature may have to be tried with each. */
const MAX_CERTIFICATES = 10;

/**
 * Saves the settings and certificates of a company in place of those before and enables single sign-on; all or nothing.
 *
 * @returns the certificates that are trusted from now on and were removed before; empty in most cases
 * @param replaces the revision that the caller has seen, null for none; left out, it replaces any
 * @throws {NotFound} when there is no such company
 * @throws {InvalidInput} when `ssoLoginUrl` or `ssoLogoutUrl` is `malformed` or an `entra_identifier`, `ssoLogoutUrl` is `required` for single
 * logout, `idpEntityId` is `required` or `too_long`, `clockSkewSeconds` is `out_of_range`, `requestedAuthnContext` is `malformed`, or
 * `certificates` is `required` or `too_many`; a certificate (`certificates.0`) has the code of its `CertificateError` or `KeyFault`
 * @throws {StaleVersion} when the settings no longer have the revision `replaces`
 */
export async function enableSingleSignOn(
  db: Database,
  clock: Clock,
  companyId: string,
  input: SingleSignOnInput,
  replaces?: string | null,
): Promise<BroughtBack[]> {
  requireTypes(input, {
    ssoLoginUrl: 'string',
    ssoLogoutUrl: 'string?',
    singleLogout: 'boolean?',
    idpEntityId: 'string',
    certificates: 'file[]',
    allowUnsolicited: 'boolean?',
    clockSkewSeconds: 'number?',
    allowSha1: 'boolean?',
    allowExpiredCertificate: 'boolean?',
    forceAuthn: 'boolean?',
    requestedAuthnContext: 'string?',
  });
  if (replaces !== null) requireTypes({ replaces }, { replaces: 'string?' });
  await requireCompany(db, companyId);
  const { certificates, faults } = readCertificateFiles('certificates', input.certificates);
  const settings = storedSettings(input);
  refuseFaults([...settingsFaults(settings), ...faults, countFault(input, certificates)]);
  const now = clock();
  const addedAt = now.toISOString();
  const row = { companyId, ...settings, revision: randomUUID() };
  return db.transaction().execute(async (tx) => {
    const { numDeletedRows } = await tx
      .deleteFrom('singleSignOn')
      .where('companyId', '=', companyId)
      .$if(typeof replaces === 'string', (q) => q.where('revision', '=', String(replaces)))
      .executeTakeFirstOrThrow();
    if (replaces !== undefined && numDeletedRows !== (replaces === null ? 0n : 1n))
      throw new StaleVersion();
    const deleted = await tx
      .deleteFrom('signingCertificate')
      .where('companyId', '=', companyId)
      .returning('file')
      .execute();
    await tx.insertInto('singleSignOn').values(row).execute();
    for (const { file } of certificates) {
      await tx
        .insertInto('signingCertificate')
        .values({
          id: randomUUID(),
          companyId,
          file: Buffer.from(file).toString('base64'),
          addedAt,
        })
        .execute();
    }
    const before = deleted.map(({ file }) => thumbprintOf(Buffer.from(file, 'base64')));
    const after = certificates.map(({ file }) => thumbprintOf(file));
    const removed = before.filter((each) => !after.includes(each));
    await rememberRemoved(tx, companyId, removed, now);
    const added = after.filter((each) => !before.includes(each));
    return broughtBackAmong(tx, companyId, added);
  });
}

function storedSettings(input: SingleSignOnInput) {
  return {
    ssoLoginUrl: input.ssoLoginUrl.trim(),
    ssoLogoutUrl: input.ssoLogoutUrl?.trim() || null,
    idpEntityId: input.idpEntityId.trim(),
    clockSkewSeconds: input.clockSkewSeconds ?? 180,
    allowUnsolicited: Number(input.allowUnsolicited ?? true),
    allowSha1: Number(input.allowSha1 ?? false),
    allowExpiredCertificate: Number(input.allowExpiredCertificate ?? false),
    singleLogout: Number(input.singleLogout ?? false),
    forceAuthn: Number(input.forceAuthn ?? false),
    requestedAuthnContext: input.requestedAuthnContext?.trim() || null,
  };
}

function settingsFaults(settings: ReturnType<typeof storedSettings>): (Fault | undefined)[] {
  const { ssoLoginUrl, ssoLogoutUrl, idpEntityId, clockSkewSeconds, singleLogout } = settings;
  return [
    urlFault('ssoLoginUrl', ssoLoginUrl),
    ssoLogoutUrl === null
      ? singleLogout === 1
        ? {
            property: 'ssoLogoutUrl',
            code: 'required',
            message:
              'Single logout needs the SSO Logout URL: the Logout URL of the identity provider.',
          }
        : undefined
      : urlFault('ssoLogoutUrl', ssoLogoutUrl),
    entityIdFault(idpEntityId),
    Number.isInteger(clockSkewSeconds) && clockSkewSeconds >= 0 && clockSkewSeconds <= 600
      ? undefined
      : {
          property: 'clockSkewSeconds',
          code: 'out_of_range',
          message: 'The clock skew is a whole number of seconds from 0 to 600.',
        },
    contextFault(settings.requestedAuthnContext),
  ];
}

const urlNames = { ssoLoginUrl: 'Login URL', ssoLogoutUrl: 'Logout URL' };

function urlFault(property: keyof typeof urlNames, text: string): Fault | undefined {
  const name = urlNames[property];
  if (!isWebUrl(text)) {
    const which = property === 'ssoLogoutUrl' ? 'URL, or empty' : 'URL';
    const message = `The SSO ${name} must be an absolute http or https ${which}: the ${name} of the identity provider.`;
    return { property, code: 'malformed', message };
  }
  if (!isEntraIdentifier(text)) return undefined;
  const message = `This is the Microsoft Entra Identifier. Paste the ${name}, which ends in /saml2.`;
  return { property, code: 'entra_identifier', message };
}

/** Whether this is an absolute http or https URL. The URL parser would silently drop control characters. */
const isWebUrl = (text: string) =>
  !/\p{Cc}/u.test(text) && /^https?:$/.test(URL.parse(text)?.protocol ?? '');

/** SAML Core 8.3.6: an entity identifier is a URI of not more than 1024 characters. */
function entityIdFault({ length }: string): Fault | undefined {
  if (length >= 1 && length <= 1024) return undefined;
  return {
    property: 'idpEntityId',
    code: length === 0 ? 'required' : 'too_long',
    message:
      'Enter the entity ID of the identity provider (Microsoft Entra Identifier), 1 to 1024 characters.',
  };
}

/** SAML Core 2.7.2.2: a class reference is a URI. */
function contextFault(uri: string | null): Fault | undefined {
  if (uri === null || (uri.length <= 1024 && /^[A-Za-z][A-Za-z0-9+.-]*:[^\s\p{Cc}]+$/u.test(uri)))
    return undefined;
  return {
    property: 'requestedAuthnContext',
    code: 'malformed',
    message:
      'The authentication context is the URI of a class, such as urn:oasis:names:tc:SAML:2.0:ac:classes:Password.',
  };
}

function countFault(
  { certificates: files }: SingleSignOnInput,
  certificates: readonly CertificateFile[],
): Fault | undefined {
  if (files.length === 0)
    return {
      property: 'certificates',
      code: 'required',
      message:
        'Choose the certificate of the identity provider: without one no response could be trusted.',
    };
  if (certificates.length <= MAX_CERTIFICATES) return undefined;
  return {
    property: 'certificates',
    code: 'too_many',
    message: 'At most ten certificates are allowed. Remove unused ones first.',
  };
}
