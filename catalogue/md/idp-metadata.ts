import { binding, ns } from '../../saml/names.ts';
import { later } from '../honest.ts';
import type { ResponseSpec, SigningIdentity } from '../response-spec.ts';
import { attributesXml } from '../saml-elements.ts';
import { signXml } from '../sign-xml.ts';
import { x509Data } from '../signed-info.ts';
import type { Stage } from '../stage.ts';

export interface MetadataParts {
  /** DER, base64: the keys that the identity provider signs with from now on. */
  readonly certificates: readonly string[];
  /** In a week by default; null omits it. */
  readonly validUntil?: string | null;
}

/** Unsigned metadata of the trusted identity provider with other keys, a minimal version of Entra's (entra-saml.md 5.2). */
export function idpMetadataXml(
  { identityProvider: { entityId, singleSignOn } }: Pick<Stage, 'identityProvider'>,
  { newId, now }: Pick<ResponseSpec, 'newId' | 'now'>,
  { certificates, validUntil = later(now, 7 * 24 * 60 * 60) }: MetadataParts,
): string {
  const attributes = attributesXml({
    xmlns: ns.metadata,
    ID: newId(),
    entityID: entityId,
    validUntil: validUntil ?? undefined,
  });
  const service = (name: string, by: string) =>
    `<${name}${attributesXml({ Binding: by, Location: singleSignOn })}/>`;
  return [
    `<EntityDescriptor${attributes}><IDPSSODescriptor protocolSupportEnumeration="${ns.protocol}">`,
    ...certificates.map(
      (certificate) =>
        `<KeyDescriptor use="signing"><KeyInfo xmlns="${ns.dsig}">${x509Data(certificate)}</KeyInfo></KeyDescriptor>`,
    ),
    service('SingleLogoutService', binding.redirect),
    service('SingleSignOnService', binding.redirect),
    service('SingleSignOnService', binding.post),
    '</IDPSSODescriptor></EntityDescriptor>',
  ].join('');
}

/** Signs metadata as a whole: the Signature comes first (SAML Metadata 3). */
export const signedMetadata = (xml: string, key: SigningIdentity): string =>
  signXml(xml, { element: 'EntityDescriptor', key });
