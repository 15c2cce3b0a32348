import { type Profile, SAML, ValidateInResponseTo } from '@node-saml/node-saml';
import { makeSigningCertificate } from '../../certs/signing-certificate.ts';
import type { LogoutLibrary, SiteSession, SiteSettings } from './logout-site.ts';

/** node-saml with single logout; it signs what it sends. */
export async function nodeSamlLibrary(settings: SiteSettings): Promise<LogoutLibrary> {
  const { site, entryPoint, idpIssuer, idpCert } = settings;
  const { privateKey } = await makeSigningCertificate({ notBefore: new Date() });
  const saml = new SAML({
    issuer: site,
    audience: site,
    callbackUrl: `${site}/acs`,
    logoutCallbackUrl: `${site}/slo`,
    entryPoint,
    logoutUrl: entryPoint,
    idpIssuer,
    idpCert,
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    signatureAlgorithm: 'sha256',
    wantAssertionsSigned: true,
    wantAuthnResponseSigned: false,
    disableRequestedAuthnContext: true,
    validateInResponseTo: ValidateInResponseTo.always,
  });
  const read = (rawQuery: string) =>
    saml.validateRedirectAsync(Object.fromEntries(new URLSearchParams(rawQuery)), rawQuery);
  const sessionOf = ({ nameID, sessionIndex }: Profile): SiteSession => ({
    nameId: nameID,
    sessionIndex: sessionIndex ?? '',
  });
  return {
    signInUrl: () => saml.getAuthorizeUrlAsync('', undefined, {}),
    async acceptResponse(form) {
      const { profile } = await saml.validatePostResponseAsync(form);
      if (!profile) throw new Error('There is no assertion.');
      return sessionOf(profile);
    },
    signOutUrl: ({ nameId, sessionIndex }, relayState) =>
      saml.getLogoutUrlAsync(profileOf(nameId, sessionIndex), relayState, {}),
    async acceptLogoutRequest(rawQuery) {
      const { profile, loggedOut } = await read(rawQuery);
      if (!profile || !loggedOut) throw new Error('This is no LogoutRequest.');
      const relayState = new URLSearchParams(rawQuery).get('RelayState') ?? '';
      return {
        about: sessionOf(profile),
        answer: (success) => saml.getLogoutResponseUrlAsync(profile, relayState, {}, success),
      };
    },
    async acceptLogoutResponse(rawQuery) {
      const { loggedOut } = await read(rawQuery);
      if (!loggedOut) throw new Error('This is no LogoutResponse of success.');
    },
  };
}

const profileOf = (nameID: string, sessionIndex: string): Profile => ({
  issuer: '',
  nameID,
  nameIDFormat: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
  sessionIndex,
});
