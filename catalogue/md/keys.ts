import type { CatalogueCase } from '../case.ts';
import { observe } from '../observe.ts';
import { Inconclusive } from '../stage.ts';
import { requireLoaded, signedBy, someSpec } from './load.ts';
import { newKey } from './new-key.ts';

export const expiredCertificate: CatalogueCase = {
  id: 'md-expired-cert',
  group: 'md',
  title: 'The certificate of the listed key has expired',
  severity: 'low',
  verdict: 'policy',
  basis: ['Kantara IIP-MD12', 'SAML Metadata Interoperability Profile 2.6.1'],
  risk: 'Refusing stops every sign-in on the day of expiry; accepting goes on with a key that should have been replaced.',
  fix: 'Decide it: the metadata profile uses the key and ignores the dates; if you refuse, warn in good time.',
  runs: [
    {
      needs: ['metadata-control'],
      play: async (stage) => {
        const before = await someSpec(stage);
        const key = await newKey(before.now, { from: -400, until: -1 });
        await requireLoaded(stage, before, { certificates: [key.certificateBase64] });
        const agent = await stage.newUserAgent();
        const spec = await agent.begin();
        const answer = await agent.post(spec, signedBy(spec, key));
        return observe(agent, answer, 'The certificate expired yesterday.');
      },
      check: 'certificate_dates',
    },
  ],
};

export const rolledOffKey: CatalogueCase = {
  id: 'md-rolled-off-key',
  group: 'md',
  title: 'A key that the metadata no longer lists',
  severity: 'crit',
  verdict: 'reject',
  basis: ['Kantara IIP-MD07'],
  risk: 'A key that was withdrawn because it leaked goes on opening sessions.',
  fix: 'Replace the trusted keys by those of the new metadata; do not add to them.',
  runs: [
    {
      needs: ['metadata-control'],
      play: async (stage) => {
        const before = await someSpec(stage);
        const key = await newKey(before.now);
        await requireLoaded(stage, before, { certificates: [key.certificateBase64] });
        const control = await stage.newUserAgent();
        const asked = await control.begin();
        await control.post(asked, signedBy(asked, key));
        if (!(await control.whoami()).signedIn)
          throw new Inconclusive('The key of the new metadata does not sign in.');
        const agent = await stage.newUserAgent();
        const spec = await agent.begin();
        const answer = await agent.post(spec, await stage.honest(spec));
        return observe(agent, answer, 'The former key signed.');
      },
      check: 'signature_key',
    },
  ],
};
