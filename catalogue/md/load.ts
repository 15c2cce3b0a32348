import type { Observation } from '../case.ts';
import type { ResponseSpec, SigningIdentity } from '../response-spec.ts';
import { signedAssertion } from '../sign-xml.ts';
import { Inconclusive, NotPlayable, type Stage } from '../stage.ts';
import { signIn } from '../web/sign-in.ts';
import { idpMetadataXml, type MetadataParts, signedMetadata } from './idp-metadata.ts';

/** A request of a fresh browser: what time it is and whose keys there are. */
export const someSpec = async (stage: Stage): Promise<ResponseSpec> =>
  (await stage.newUserAgent()).begin();

/** Has the target read metadata. @throws {NotPlayable} when the harness cannot. */
export async function load(stage: Stage, xml: string) {
  if (!stage.loadMetadata)
    throw new NotPlayable('The harness cannot change the metadata that this target reads.');
  return stage.loadMetadata(xml);
}

/** Has the target read good metadata, signed by the key it trusts so far. @throws {Inconclusive} when it refuses it. */
export async function requireLoaded(
  stage: Stage,
  spec: ResponseSpec,
  parts: MetadataParts,
): Promise<void> {
  const xml = signedMetadata(idpMetadataXml(stage, spec, parts), spec.cast.idp);
  const { accepted, reason } = await load(stage, xml);
  if (!accepted)
    throw new Inconclusive(`The target refused good metadata: ${reason ?? 'no reason given'}`);
}

/** The answer signed by another key. */
export const signedBy = (spec: ResponseSpec, idp: SigningIdentity) => ({
  xml: signedAssertion({ ...spec, cast: { ...spec.cast, idp } }),
});

/** Bad metadata: the target must refuse it, and go on with what it had. */
export async function mustRefuse(stage: Stage, xml: string): Promise<Observation> {
  const { accepted, reason } = await load(stage, xml);
  if (accepted) return { outcome: 'session', note: 'The metadata was taken over.' };
  try {
    await signIn(stage, await stage.newUserAgent());
  } catch (error) {
    if (!(error instanceof Inconclusive)) throw error;
    return {
      outcome: 'session',
      note: 'The metadata was refused, and what was there before is lost.',
    };
  }
  return { outcome: 'none', note: `The metadata was refused: ${reason ?? 'no reason given'}` };
}
