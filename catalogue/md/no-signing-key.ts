import type { CatalogueCase, Run } from '../case.ts';
import type { Message } from '../message.ts';
import { observe } from '../observe.ts';
import { renderResponse } from '../render.ts';
import type { ResponseSpec } from '../response-spec.ts';
import { idpMetadataXml, signedMetadata } from './idp-metadata.ts';
import { load, signedBy, someSpec } from './load.ts';

/** Whether or not the target accepts such metadata, these messages must not open a session. */
const withoutKeys = (
  title: string,
  message: (spec: ResponseSpec) => Message,
  check: readonly string[],
): Run => ({
  title,
  needs: ['metadata-control'],
  play: async (stage) => {
    const before = await someSpec(stage);
    const xml = idpMetadataXml(stage, before, { certificates: [] });
    const { accepted } = await load(stage, signedMetadata(xml, before.cast.idp));
    const agent = await stage.newUserAgent();
    const spec = await agent.begin();
    const answer = await agent.post(spec, message(spec));
    const loaded = accepted ? 'accepted' : 'refused, so the former keys stay';
    return observe(agent, answer, `Metadata without a key was ${loaded}.`);
  },
  check,
});

export const noSigningKey: CatalogueCase = {
  id: 'md-no-signing-key',
  group: 'md',
  title: 'Identity provider metadata without a signing key',
  severity: 'crit',
  verdict: 'reject',
  basis: ['SAML2int SDP-MD08', 'CVE-2026-28323'],
  risk: 'Without a key to verify with, every response is accepted.',
  fix: 'Refuse every Response as long as no signing key is configured.',
  runs: [
    withoutKeys('an unsigned Response', (spec) => ({ xml: renderResponse(spec) }), [
      'signature_present',
      'signature_key',
    ]),
    withoutKeys(
      'a Response signed with an untrusted key',
      (spec) => signedBy(spec, spec.cast.stranger),
      ['signature_key'],
    ),
  ],
};
