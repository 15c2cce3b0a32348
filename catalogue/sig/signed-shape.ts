import { renderResponse } from '../render.ts';
import type { ResponseSpec } from '../response-spec.ts';
import { digestOf, placeSignature } from '../sign-xml.ts';
import { type ReferenceShape, signedInfoXml, signSignedInfo } from '../signed-info.ts';

/**
 * A Response whose Assertion has a genuine signature by the trusted key, over the given References.
 *
 * @param references makes the References from the unsigned Response that `render` returns.
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

/** The Reference of a valid signature: the ID of the Assertion and its digest. */
export const honestReference = (honest: ResponseSpec, unsigned: string): ReferenceShape => ({
  uri: `#${honest.assertion.id}`,
  digestValue: digestOf(unsigned, 'Assertion'),
});

/**
 * Genuinely signed, with other transforms.
 *
 * @param digestOfWhat the Assertion after these transforms; by default unchanged.
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
