import type { CatalogueCase, Observation } from '../case.ts';
import { later } from '../honest.ts';
import type { ResponseSpec } from '../response-spec.ts';
import type { Stage } from '../stage.ts';
import { replaceEvery } from '../xml-text.ts';
import { idpMetadataXml, signedMetadata } from './idp-metadata.ts';
import { mustRefuse, someSpec } from './load.ts';

/** Metadata with the key that is already trusted, valid except for its validUntil. */
async function withValidUntil(
  stage: Stage,
  validUntil: (spec: ResponseSpec) => string | null,
): Promise<Observation> {
  const spec = await someSpec(stage);
  const { idp } = spec.cast;
  const certificates = [idp.certificateBase64];
  const xml = idpMetadataXml(stage, spec, { certificates, validUntil: validUntil(spec) });
  return mustRefuse(stage, signedMetadata(xml, idp));
}

export const validUntilPast: CatalogueCase = {
  id: 'md-valid-until-past',
  group: 'md',
  title: 'Metadata with a past validUntil, or none',
  severity: 'high',
  verdict: 'reject',
  basis: ['Kantara IIP-MD04', 'SAML2int SDP-MD03'],
  risk: 'Replaying old metadata brings back a withdrawn key.',
  fix: 'Refuse metadata whose validUntil has passed, and keep the last valid metadata until its own validUntil.',
  runs: [
    {
      title: 'validUntil has passed',
      needs: ['metadata-control'],
      play: (stage) => withValidUntil(stage, ({ now }) => later(now, -60 * 60)),
    },
    {
      // Entra's own metadata has none (entra-saml.md 5.2), so refusing it shuts Entra out.
      title: 'no validUntil',
      verdict: 'policy',
      needs: ['metadata-control'],
      play: (stage) => withValidUntil(stage, () => null),
    },
  ],
};

export const signatureWrong: CatalogueCase = {
  id: 'md-signature-wrong',
  group: 'md',
  title: 'Metadata without a valid signature of a trusted key',
  severity: 'crit',
  verdict: 'reject',
  basis: ['Kantara IIP-MD03', 'SAML2int SDP-MD02'],
  risk: 'Anyone who can change the metadata in transit inserts their own key and signs in as anyone.',
  fix: 'Verify the signature of metadata with a key that was configured beforehand, never with one from the metadata.',
  runs: [
    {
      title: 'a key replaced after signing',
      needs: ['metadata-control'],
      play: async (stage) => {
        const spec = await someSpec(stage);
        const { idp, stranger } = spec.cast;
        const certificates = [idp.certificateBase64];
        const xml = signedMetadata(idpMetadataXml(stage, spec, { certificates }), idp);
        const at = xml.indexOf('<IDPSSODescriptor');
        const role = replaceEvery(xml.slice(at), idp.certificateBase64, stranger.certificateBase64);
        return mustRefuse(stage, xml.slice(0, at) + role);
      },
    },
    {
      title: 'an untrusted key that signs its own metadata',
      needs: ['metadata-control'],
      play: async (stage) => {
        const spec = await someSpec(stage);
        const { stranger } = spec.cast;
        const certificates = [stranger.certificateBase64];
        return mustRefuse(
          stage,
          signedMetadata(idpMetadataXml(stage, spec, { certificates }), stranger),
        );
      },
    },
  ],
};
