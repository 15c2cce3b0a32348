import { readCertificate, toBase64 } from '../../../certs/certificate.ts';
import { readCertificateFiles } from '../../administration/certificate-files.ts';
import { entraIssuer } from '../../administration/entra-issuer.ts';
import type { SavedSingleSignOn } from '../../administration/saved-single-sign-on.ts';
import { files, text, texts, ticked } from '../form-fields.ts';

/** The form "Single sign-on for employees using SAML" as it is filled in: texts as typed, without surrounding spaces. */
export interface SettingsForm {
  readonly ssoLoginUrl: string;
  readonly ssoLogoutUrl: string;
  readonly idpEntityId: string;
  readonly clockSkewSeconds: string;
  readonly requestedAuthnContext: string;
  readonly allowUnsolicited: boolean;
  readonly allowSha1: boolean;
  readonly allowExpiredCertificate: boolean;
  readonly forceAuthn: boolean;
  readonly singleLogout: boolean;
  /** Files to add to the saved certificates: chosen now, or earlier while the form was being corrected. */
  readonly added: readonly Uint8Array[];
  /** The revision that the administrator has seen; empty before the first. */
  readonly revision: string;
}

/** What is wrong with a field, each as one sentence. `certificate` is about the chosen file. */
export type SettingsErrors = Partial<Record<keyof SettingsForm | 'certificate', string>>;

/** The form filled in with the saved settings; with the defaults for a company without settings. */
export function savedForm(saved: SavedSingleSignOn | undefined): SettingsForm {
  const { input, revision = '' } = saved ?? {};
  return {
    ssoLoginUrl: input?.ssoLoginUrl ?? '',
    ssoLogoutUrl: input?.ssoLogoutUrl ?? '',
    idpEntityId: input?.idpEntityId ?? '',
    clockSkewSeconds: String(input?.clockSkewSeconds ?? 180),
    requestedAuthnContext: input?.requestedAuthnContext ?? '',
    allowUnsolicited: input?.allowUnsolicited ?? true,
    allowSha1: input?.allowSha1 ?? false,
    allowExpiredCertificate: input?.allowExpiredCertificate ?? false,
    forceAuthn: input?.forceAuthn ?? false,
    singleLogout: input?.singleLogout ?? false,
    added: [],
    revision,
  };
}

/**
 * The form as it was sent. The identity provider's entity ID follows the Login URL while it is empty, or is the one that
 * belongs to the saved Login URL.
 */
export function sentForm(body: unknown, saved: SavedSingleSignOn | undefined): SettingsForm {
  const field = (name: keyof SettingsForm) => text(body, name)?.trim() ?? '';
  const ssoLoginUrl = field('ssoLoginUrl');
  const typed = field('idpEntityId');
  const derivedBefore = saved && entraIssuer(saved.input.ssoLoginUrl);
  const follows = typed === '' || typed === derivedBefore;
  const keptFiles = texts(body, 'keptCertificate').map((base64) => Buffer.from(base64, 'base64'));
  return {
    ssoLoginUrl,
    ssoLogoutUrl: field('ssoLogoutUrl'),
    idpEntityId: (follows ? entraIssuer(ssoLoginUrl) : undefined) ?? typed,
    clockSkewSeconds: field('clockSkewSeconds'),
    requestedAuthnContext: field('requestedAuthnContext'),
    allowUnsolicited: ticked(body, 'allowUnsolicited'),
    allowSha1: ticked(body, 'allowSha1'),
    allowExpiredCertificate: ticked(body, 'allowExpiredCertificate'),
    forceAuthn: ticked(body, 'forceAuthn'),
    singleLogout: ticked(body, 'singleLogout'),
    added: [...keptFiles, ...files(body, 'certificate')],
    revision: field('revision'),
  };
}

/** The distinct certificates among the files. A form that is shown again carries these along; it says what is wrong with the other files. */
export function readableCertificates(added: readonly Uint8Array[]): Uint8Array[] {
  const { certificates } = readCertificateFiles('added', added);
  return certificates.map(({ certificate }) => certificate.der);
}

/** One line of base64 for a hidden field. @throws {CertificateError} for a file that is not a certificate */
export function certificateField(file: Uint8Array): string {
  return toBase64(readCertificate(file));
}
