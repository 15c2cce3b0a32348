import { renderResponse } from '../render.ts';
import type { ResponseSpec } from '../response-spec.ts';
import { digestOf, placeSignature } from '../sign-xml.ts';
import { type ReferenceShape, signedInfoXml, signSignedInfo } from '../signed-info.ts';

/**
 * A Response with a genuine signature of the trusted key over whatever References are given; it stands in the Assertion.
 *
 * @param references made from the unsigned Response that `render` gives.
 */
export function signedShape(
  honest: ResponseSpec,
  references: (unsigned: string) => readonly ReferenceShape[],
  { unsigned = renderResponse(honest), objects = '' } = {},
): { xml: string } {
  const signedInfo = signedInfoXml({ references: references(unsigned) });
  const signature = signSignedInfo(signedInfo, { key: honest.cast.idp, objects });
  return { xml: placeSignature(unsigned, 'Assertion', signature) };
}

/** The Reference of an honest signature: the ID of the Assertion, and its digest. */
export const honestReference = (honest: ResponseSpec, unsigned: string): ReferenceShape => ({
  uri: `#${honest.assertion.id}`,
  digestValue: digestOf(unsigned, 'Assertion'),
});

/**
 * Genuinely signed over other transforms.
 *
 * @param digestOfWhat what the Assertion looks like to a verifier that applies them; by default as it is.
 */
export const signedWithTransforms = (
  honest: ResponseSpec,
  transforms: readonly string[],
  digestOfWhat: (unsigned: string) => string = (unsigned) => unsigned,
) =>
  signedShape(honest, (unsigned) => [
    {
      ...honestReference(honest, unsigned),
      transforms,
      digestValue: digestOf(digestOfWhat(unsigned), 'Assertion'),
    },
  ]);
