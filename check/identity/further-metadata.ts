import { randomBytes } from 'node:crypto';
import { idpMetadataXml, signedMetadata } from '../../catalogue/index.ts';
import type { CheckIdentityProvider, FurtherSigners } from './identity-provider.ts';

/** Other metadata for a service provider that trusts more: three keys of the identity provider, or a second identity provider. */
export const furtherMetadataNames = ['all-keys', 'second'] as const;
export type FurtherMetadataName = (typeof furtherMetadataNames)[number];

/** Signed metadata for a service provider that trusts more than one key. Like Entra's, it has no validUntil. */
export function furtherMetadata(
  which: FurtherMetadataName,
  { identityProvider, signers, now }: FurtherMetadataFacts,
): string {
  const { idpSecondKey, idpEcKey, secondIdp } = signers;
  const second = {
    entityId: secondIdp.entityId,
    singleSignOn: new URL('/second/saml2', identityProvider.singleSignOn).href,
    key: secondIdp.key,
  };
  const of = which === 'second' ? second : identityProvider;
  const keys = which === 'second' ? [of.key] : [of.key, idpSecondKey, idpEcKey];
  const xml = idpMetadataXml(
    { identityProvider: of },
    { newId: () => `_${randomBytes(16).toString('hex')}`, now },
    { certificates: keys.map(({ certificateBase64 }) => certificateBase64), validUntil: null },
  );
  return signedMetadata(xml, of.key);
}

interface FurtherMetadataFacts {
  readonly identityProvider: CheckIdentityProvider;
  readonly signers: FurtherSigners;
  readonly now: Date;
}
