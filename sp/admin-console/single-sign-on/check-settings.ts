import { readCertificate, thumbprint } from '../../../certs/certificate.ts';
import { CertificateError } from '../../../certs/errors.ts';
import { AdministrationError, type AdministrationErrorCode } from '../../administration/errors.ts';
import type { SavedSingleSignOn } from '../../administration/saved-single-sign-on.ts';
import { isWebUrl, type SingleSignOnInput } from '../../administration/single-sign-on.ts';
import { isEntraIdentifier } from './entra-issuer.ts';
import type { SettingsErrors, SettingsForm } from './settings-form.ts';

/** Room for a rollover, or two; every signature may have to be tried with each. */
const MAX_CERTIFICATES = 10;

export type CheckedSettings =
  | { readonly errors: SettingsErrors }
  | { readonly input: SingleSignOnInput };

/** Checks every field, so that all that is wrong is said at once; `administration/` checks again what it is given. */
export function checkSettings(
  form: SettingsForm,
  saved: SavedSingleSignOn | undefined,
): CheckedSettings {
  const errors: SettingsErrors = {};
  if (!isWebUrl(form.ssoLoginUrl)) errors.ssoLoginUrl = rule('bad_login_url');
  else if (isEntraIdentifier(form.ssoLoginUrl)) errors.ssoLoginUrl = identifierInstead('Login URL');
  if (form.ssoLogoutUrl !== '' && !isWebUrl(form.ssoLogoutUrl))
    errors.ssoLogoutUrl = rule('bad_logout_url');
  else if (isEntraIdentifier(form.ssoLogoutUrl))
    errors.ssoLogoutUrl = identifierInstead('Logout URL');
  if (form.ssoLogoutUrl === '' && form.singleLogout)
    errors.ssoLogoutUrl =
      'Single logout needs the SSO Logout URL: the Logout URL of the identity provider.';
  // Of a wrong Login URL it is not known either; that is said there.
  if (form.idpEntityId === '' && errors.ssoLoginUrl === undefined)
    errors.idpEntityId =
      'The SSO Login URL does not tell the entity ID of the identity provider. Paste it here: the Microsoft Entra Identifier.';
  else if (form.idpEntityId.length > 1024) errors.idpEntityId = rule('bad_idp_entity_id');
  if (!/^\d{1,3}$/.test(form.clockSkewSeconds) || Number(form.clockSkewSeconds) > 600)
    errors.clockSkewSeconds = rule('bad_clock_skew');
  const { certificates, error } = allCertificates(form, saved);
  if (error !== undefined) errors.certificate = error;
  return Object.keys(errors).length > 0 ? { errors } : { input: inputOf(form, certificates) };
}

/** The certificates saved before and those of the form, each once. */
function allCertificates(form: SettingsForm, saved: SavedSingleSignOn | undefined) {
  const before = saved?.input.certificates ?? [];
  const byThumbprint = new Map(
    before.map((file) => [thumbprint(readCertificate(file)), file] as const),
  );
  let error: string | undefined;
  for (const file of form.added) {
    try {
      const key = thumbprint(readCertificate(file));
      if (!byThumbprint.has(key)) byThumbprint.set(key, file);
    } catch (failure) {
      if (!(failure instanceof CertificateError)) throw failure;
      error = isMetadata(file) ? metadataInstead : failure.message;
    }
  }
  const certificates = [...byThumbprint.values()];
  if (certificates.length === 0) error ??= rule('no_certificate');
  if (certificates.length > MAX_CERTIFICATES) error ??= rule('too_many_certificates');
  return { certificates, error };
}

function inputOf(form: SettingsForm, certificates: readonly Uint8Array[]): SingleSignOnInput {
  const { ssoLoginUrl, ssoLogoutUrl, idpEntityId, requestedAuthnContext } = form;
  const { allowUnsolicited, allowSha1, allowExpiredCertificate, forceAuthn, singleLogout } = form;
  return {
    ssoLoginUrl,
    ssoLogoutUrl,
    idpEntityId,
    requestedAuthnContext,
    certificates,
    allowUnsolicited,
    allowSha1,
    allowExpiredCertificate,
    forceAuthn,
    singleLogout,
    clockSkewSeconds: Number(form.clockSkewSeconds),
  };
}

const identifierInstead = (label: string) =>
  `This is the Microsoft Entra Identifier; paste the ${label}, which ends in /saml2.`;

const metadataInstead =
  'This is the federation metadata, not a certificate. Choose it below, under "Load from federation metadata".';

function isMetadata(file: Uint8Array): boolean {
  const start = Buffer.from(file.subarray(0, 4096)).toString('latin1');
  return /^[^<]{0,10}</.test(start) && start.includes('EntityDescriptor');
}

function rule(code: AdministrationErrorCode): string {
  return new AdministrationError(code).message;
}
