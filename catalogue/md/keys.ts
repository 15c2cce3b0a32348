import { toBase64 } from '../../certs/certificate.ts';
import { makeSigningCertificate } from '../../certs/signing-certificate.ts';
import type { CatalogueCase } from '../case.ts';
import { observe } from '../observe.ts';
import type { SigningIdentity } from '../response-spec.ts';
import { NotShown } from '../stage.ts';
import { requireLoaded, signedBy, someSpec } from './load.ts';

export const expiredCertificate: CatalogueCase = {
  id: 'md-expired-cert',
  group: 'md',
  title: 'A signing key whose certificate has expired',
  severity: 'low',
  verdict: 'policy',
  basis: ['Kantara IIP-MD12', 'SAML Metadata Interoperability Profile 2.6.1'],
  risk: 'Refusing it stops every sign-in on the day of expiry; accepting it keeps a key that should have been replaced.',
  fix: 'Decide which: the metadata interoperability profile uses the key and ignores the dates; if you refuse, warn well in advance.',
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
  title: 'A signing key that is no longer in the metadata',
  severity: 'crit',
  verdict: 'reject',
  basis: ['Kantara IIP-MD07'],
  risk: 'A key that was withdrawn because it leaked still opens sessions.',
  fix: 'Replace the trusted keys with those of the new metadata; do not merge the two.',
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
          throw new NotShown(
            'A response signed with the key in the new metadata opened no session.',
          );
        const agent = await stage.newUserAgent();
        const spec = await agent.begin();
        const answer = await agent.post(spec, await stage.honest(spec));
        return observe(agent, answer, 'The response was signed with the former key.');
      },
      check: 'signature_key',
    },
  ],
};

const DAY = 24 * 60 * 60 * 1000; // ms

/** A new key of the identity provider; `from` and `until` are the validity of its certificate, in days from now. */
async function newKey(
  now: Date,
  { from = -1, until = 365 }: { from?: number; until?: number } = {},
): Promise<SigningIdentity> {
  const { privateKey, certificate } = await makeSigningCertificate({
    notBefore: new Date(now.getTime() + from * DAY),
    notAfter: new Date(now.getTime() + until * DAY),
  });
  return { privateKey, certificateBase64: toBase64(certificate) };
}
