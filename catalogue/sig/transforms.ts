import { transform } from '../../saml/names.ts';
import type { CatalogueCase, MessageRun, OtherMessage } from '../case.ts';
import type { ResponseSpec } from '../response-spec.ts';
import { cut, replaceEvery, replaceOnce } from '../xml-text.ts';
import { signedWithTransforms } from './signed-shape.ts';
import { unverified } from './unverified.ts';

const { envelopedSignature, exclusiveC14n } = transform;

/** Canonical as written: attributes and declarations in order, and no namespace that only the expression uses. */
const xpath =
  '<Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116"><XPath>not(ancestor-or-self::*[local-name()=\'Subject\'])</XPath></Transform>';
const xpathFilter2 =
  '<Transform Algorithm="http://www.w3.org/2002/06/xmldsig-filter2"><XPath xmlns="http://www.w3.org/2002/06/xmldsig-filter2" Filter="subtract">//*[local-name()=\'Subject\']</XPath></Transform>';

const withoutSubject = (title: string, filter: string): MessageRun => ({
  title,
  check: 'signature_profile',
  withoutTrick: unverified,
  message: (honest) =>
    signedWithTransforms(honest, [envelopedSignature, filter, exclusiveC14n], (unsigned) =>
      cut(unsigned, 'Subject'),
    ),
});

export const sigTransformXpath: CatalogueCase = {
  id: 'sig-transform-xpath',
  group: 'sig',
  title: 'A transform that removes Subject from the digest',
  severity: 'crit',
  verdict: 'reject',
  basis: ['SAML Core 5.4.4'],
  risk: 'The signature is genuine and covers everything except the user.',
  fix: 'Refuse every transform other than enveloped-signature and exclusive C14N.',
  runs: [withoutSubject('XPath', xpath), withoutSubject('XPath Filter 2', xpathFilter2)],
};

const transformsRun = (title: string | undefined, transforms: readonly string[]): MessageRun => ({
  ...(title !== undefined && { title }),
  check: 'signature_profile',
  withoutTrick: unverified,
  message: (honest) => signedWithTransforms(honest, transforms),
});

const unknownTransform = [envelopedSignature, 'urn:example:transform:unknown', exclusiveC14n];

/** Any transform that it does not know is skipped, or accepted. */
export const anyTransform: readonly OtherMessage[] = [
  {
    of: 'sig-transform-unknown',
    message: (honest) => signedWithTransforms(honest, unknownTransform),
  },
];

export const sigTransformUnknown: CatalogueCase = {
  id: 'sig-transform-unknown',
  group: 'sig',
  title: 'An unknown transform',
  severity: 'high',
  verdict: 'reject',
  basis: ['SAML Core 5.4.4'],
  risk: 'It is unknown what was signed; skipping the transform verifies something else.',
  fix: 'Refuse an unknown transform; never skip one.',
  runs: [transformsRun(undefined, unknownTransform)],
};

const repeated = (count: number) => [
  envelopedSignature,
  ...Array.from({ length: count }, () => exclusiveC14n),
];

/**
 * Exclusive C14N repeats the namespace on each element: a SignedInfo of 26 or 125 KB becomes 20 or 10 MB, which the signature covers. A
 * verifier that canonicalises first does this work for anyone.
 */
function growing(honest: ResponseSpec, nameLength: number, elements: number) {
  const declaration = `xmlns:a="urn:${'x'.repeat(nameLength)}"`;
  const written = `<a:x ${declaration}></a:x>`;
  const start = `<Transform Algorithm="${exclusiveC14n}"`;
  const grown = `${start}>${written.repeat(elements)}</Transform>`;
  const { xml } = signedWithTransforms(honest, [envelopedSignature, grown]);
  return {
    xml: replaceOnce(replaceEvery(xml, written, '<a:x/>'), start, `${start} ${declaration}`),
  };
}

export const sigTransformExcess: CatalogueCase = {
  id: 'sig-transform-excess',
  group: 'sig',
  title: 'Too many transforms',
  severity: 'med',
  verdict: 'reject',
  basis: ['SAML Core 5.4.4'],
  risk: 'A single message keeps the server busy for a long time.',
  fix: 'Refuse more than two transforms before running any.',
  runs: [
    transformsRun('exclusive C14N three times', repeated(3)),
    transformsRun('exclusive C14N 500 times', repeated(500)),
    {
      title: 'a transform that grows when canonicalised, through a long name',
      needs: ['load'],
      check: 'size',
      withoutTrick: unverified,
      message: (honest) => growing(honest, 10_000, 2000),
    },
    {
      title: 'a transform that grows when canonicalised, through many elements',
      needs: ['load'],
      check: 'signature_profile',
      withoutTrick: unverified,
      message: (honest) => growing(honest, 500, 20_000),
    },
  ],
};
