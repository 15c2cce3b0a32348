import type { CatalogueCase, Observation } from '../case.ts';
import { later } from '../honest.ts';
import type { ResponseSpec } from '../response-spec.ts';
import type { Stage } from '../stage.ts';
import { replaceEvery } from '../xml-text.ts';
import { idpMetadataXml, signedMetadata } from './idp-metadata.ts';
import { mustRefuse, someSpec } from './load.ts';

/** Good metadata with the key that is trusted already, but for its validUntil. */
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
  title: 'Metadata that is over, or never ends',
  severity: 'high',
  verdict: 'reject',
  basis: ['Kantara IIP-MD04', 'SAML2int SDP-MD03'],
  risk: 'Old metadata, replayed, brings a withdrawn key back.',
  fix: 'Refuse metadata whose validUntil has passed, and keep the last good one until its own end.',
  runs: [
    {
      title: 'validUntil is past',
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
  title: 'Metadata that nobody trusted has signed',
  severity: 'crit',
  verdict: 'reject',
  basis: ['Kantara IIP-MD03', 'SAML2int SDP-MD02'],
  risk: 'Whoever can change the metadata on its way puts their own key in, and signs in as anybody.',
  fix: 'Verify the signature of metadata by a key that was configured beforehand, never by the one it carries.',
  runs: [
    {
      title: 'a key exchanged after signing',
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
      title: 'signed by a stranger, with the key of the stranger',
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
