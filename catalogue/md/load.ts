import type { Observation } from '../case.ts';
import type { ResponseSpec, SigningIdentity } from '../response-spec.ts';
import { signedAssertion } from '../sign-xml.ts';
import { NotPlayable, NotShown, type Stage } from '../stage.ts';
import { signIn } from '../web/sign-in.ts';
import { idpMetadataXml, type MetadataParts, signedMetadata } from './idp-metadata.ts';

/** A sign-in of a fresh browser, for its clock and its keys. */
export const someSpec = async (stage: Stage): Promise<ResponseSpec> =>
  (await stage.newUserAgent()).begin();

/** Makes the target read metadata. @throws {NotPlayable} when the harness cannot. */
export async function load(stage: Stage, xml: string) {
  if (!stage.loadMetadata)
    throw new NotPlayable('The check cannot change the metadata that this service provider reads.');
  return stage.loadMetadata(xml);
}

/** Makes the target read valid metadata, signed with the key that it trusts. @throws {NotShown} when it refuses it. */
export async function requireLoaded(
  stage: Stage,
  spec: ResponseSpec,
  parts: MetadataParts,
): Promise<void> {
  const xml = signedMetadata(idpMetadataXml(stage, spec, parts), spec.cast.idp);
  const { accepted, reason } = await load(stage, xml);
  if (!accepted)
    throw new NotShown(
      `The service provider refused valid metadata: ${reason ?? 'no reason given'}`,
    );
}

/** The response, signed with another key. */
export const signedBy = (spec: ResponseSpec, idp: SigningIdentity) => ({
  xml: signedAssertion({ ...spec, cast: { ...spec.cast, idp } }),
});

/** Invalid metadata: the target must refuse it and keep the metadata it has. */
export async function mustRefuse(stage: Stage, xml: string): Promise<Observation> {
  const { accepted, reason } = await load(stage, xml);
  if (accepted) return { outcome: 'session', note: 'The service provider accepted the metadata.' };
  try {
    await signIn(stage, await stage.newUserAgent());
  } catch (error) {
    if (!(error instanceof NotShown)) throw error;
    return {
      outcome: 'session',
      note: 'The service provider refused the metadata but lost the metadata it had before.',
    };
  }
  return {
    outcome: 'none',
    note: `The service provider refused the metadata: ${reason ?? 'no reason given'}`,
  };
}
