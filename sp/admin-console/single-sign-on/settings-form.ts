import { readCertificate, thumbprint, toBase64 } from '../../../certs/certificate.ts';
import type { SavedSingleSignOn } from '../../administration/saved-single-sign-on.ts';
import { files, text, texts, ticked } from '../form-fields.ts';
import { entraIssuer } from './entra-issuer.ts';

/** The form "Single sign-on for employees using SAML" as it is filled in: texts as typed, without surrounding blanks. */
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
  /** Files to be added to the certificates that are saved: chosen now, or before a rule was found broken. */
  readonly added: readonly Uint8Array[];
  /** The revision that the person has seen; empty when there was none. */
  readonly revision: string;
}

/** What may be wrong with a field, each as one sentence. `certificate` is about the file that was chosen. */
export type SettingsErrors = Partial<Record<keyof SettingsForm | 'certificate', string>>;

/** The form as it stands before anybody typed; a company without settings gets the defaults. */
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
 * The form as it was sent. The identity provider's entity ID follows the Login URL as long as it is empty, or is the one that
 * belonged to the Login URL saved before.
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

/** Without the files that are no certificate, and each certificate once. A form shown again carries these along. */
export function readableCertificates(added: readonly Uint8Array[]): Uint8Array[] {
  const byThumbprint = new Map<string, Uint8Array>();
  for (const file of added) {
    try {
      const certificate = readCertificate(file);
      byThumbprint.set(thumbprint(certificate), certificate.der);
    } catch {
      // Not carried along: the form says what is wrong with it.
    }
  }
  return [...byThumbprint.values()];
}

/** One line of base64 for a hidden field. @throws {CertificateError} for a file that is no certificate */
export function certificateField(file: Uint8Array): string {
  return toBase64(readCertificate(file));
}
