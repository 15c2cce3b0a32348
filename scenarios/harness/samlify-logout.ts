import { Constants, IdentityProvider, ServiceProvider, setSchemaValidator } from 'samlify';
import { toPem } from '../../certs/certificate.ts';
import { makeSigningCertificate } from '../../certs/signing-certificate.ts';
import type { LogoutLibrary, SiteSettings } from './logout-site.ts';

const { redirect, post } = Constants.namespace.binding;

/** samlify requires a schema validator, one per process; what is schema-valid is judged by `witnesses/`. */
setSchemaValidator({ validate: async () => 'valid' });

/** samlify with single logout, whose messages are signed both ways. */
export async function samlifyLibrary(settings: SiteSettings): Promise<LogoutLibrary> {
  const { site, entryPoint, idpIssuer, idpCert } = settings;
  const { privateKey, certificate } = await makeSigningCertificate({ notBefore: new Date() });
  const idp = IdentityProvider({
    entityID: idpIssuer,
    signingCert: idpCert,
    wantLogoutRequestSigned: true,
    wantLogoutResponseSigned: true,
    singleSignOnService: [{ Binding: redirect, Location: entryPoint }],
    singleLogoutService: [{ Binding: redirect, Location: entryPoint }],
  });
  const sp = ServiceProvider({
    entityID: site,
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    signingCert: toPem(certificate),
    wantAssertionsSigned: true,
    wantLogoutRequestSigned: true,
    wantLogoutResponseSigned: true,
    assertionConsumerService: [{ Binding: post, Location: `${site}/acs` }],
    singleLogoutService: [{ Binding: redirect, Location: `${site}/slo` }],
  });
  const urlOf = (context: unknown) => String(context);
  return {
    signInUrl: async () => urlOf(sp.createLoginRequest(idp, 'redirect').context),
    async acceptResponse(form) {
      const { extract } = await sp.parseLoginResponse(idp, 'post', { body: form });
      return { nameId: String(extract.nameID), sessionIndex: indexIn(extract.sessionIndex) };
    },
    signOutUrl: async ({ nameId, sessionIndex }, relayState) =>
      urlOf(
        sp.createLogoutRequest(idp, 'redirect', { logoutNameID: nameId, sessionIndex }, relayState)
          .context,
      ),
    async acceptLogoutRequest(rawQuery) {
      const { extract } = await sp.parseLogoutRequest(idp, 'redirect', received(rawQuery));
      const { nameID, sessionIndex } = extract;
      return {
        about: { nameId: String(nameID), sessionIndex: indexIn(sessionIndex) },
        answer: async () =>
          urlOf(sp.createLogoutResponse(idp, { extract }, 'redirect', '').context),
      };
    },
    async acceptLogoutResponse(rawQuery) {
      await sp.parseLogoutResponse(idp, 'redirect', received(rawQuery));
    },
  };
}

/** Of an assertion samlify gives an object, of a LogoutRequest the text. */
const indexIn = (found: unknown): string =>
  String(
    typeof found === 'object' && found !== null && 'sessionIndex' in found
      ? found.sessionIndex
      : found,
  );

/** samlify verifies the octets that it is given. */
const received = (rawQuery: string) => ({
  query: Object.fromEntries(new URLSearchParams(rawQuery)),
  octetString: rawQuery.slice(0, rawQuery.indexOf('&Signature=')),
});
