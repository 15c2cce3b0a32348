import { type Certificate, readCertificate } from '../certs/certificate.ts';
import { openIdpMetadata } from '../saml/idp-metadata.ts';
import { binding } from '../saml/names.ts';

/** What the service provider has as its identity provider now, as far as it was given. */
export interface TrustedNow {
  readonly issuer?: string | undefined;
  readonly loginUrl?: string | undefined;
  readonly logoutUrl?: string | undefined;
  /** Empty: not given. */
  readonly certificates: readonly Certificate[];
}

/**
 * What a service provider takes from the metadata of an identity provider.
 *
 * @throws {SamlError} as `openIdpMetadata`
 * @throws {CertificateError} when it lists something else as certificate
 */
export function trustedByMetadata(content: Uint8Array): TrustedNow {
  using received = openIdpMetadata(content);
  const { entityId, singleSignOn, singleLogout, signingCertificates } = received.descriptor;
  const byRedirect = (each: { binding: string }) => each.binding === binding.redirect;
  return {
    issuer: entityId,
    loginUrl: (singleSignOn.find(byRedirect) ?? singleSignOn[0])?.location,
    logoutUrl: singleLogout.find(byRedirect)?.location,
    certificates: [...new Set(signingCertificates)].map((base64) =>
      readCertificate(Buffer.from(base64)),
    ),
  };
}
