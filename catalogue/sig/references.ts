import { statusCode } from '../../saml/names.ts';
import type { CatalogueCase, MessageRun } from '../case.ts';
import { withResponse } from '../change-spec.ts';
import { renderResponse } from '../render.ts';
import type { ResponseSpec } from '../response-spec.ts';
import { digestOf } from '../sign-xml.ts';
import { replaceOnce } from '../xml-text.ts';
import { decoyExtensions, decoyId } from './decoy.ts';
import { signedShape } from './signed-shape.ts';
import { unverified } from './unverified.ts';

export const sigNoReference: CatalogueCase = {
  id: 'sig-no-reference',
  group: 'sig',
  title: 'A signed SignedInfo without a Reference',
  severity: 'crit',
  verdict: 'reject',
  basis: ['SAML Core 5.4.2', 'XML Signature 1.1, 4.4'],
  risk: 'One signature over nothing, once captured, is valid for every forgery.',
  fix: 'Require exactly one Reference; a loop over zero References must not count as success.',
  runs: [
    {
      check: ['schema', 'signature_profile'],
      withoutTrick: unverified,
      message: (honest) => signedShape(honest, () => []),
    },
  ],
};

/** Both refer to the whole document, which the Signature in the Assertion then covers. */
const wholeDocument = (title: string, uri: string | undefined): MessageRun => ({
  title,
  check: 'signature_profile',
  withoutTrick: unverified,
  message: (honest) =>
    signedShape(honest, (unsigned) => [{ uri, digestValue: digestOf(unsigned, 'Response') }]),
});

export const sigReferenceEmptyUri: CatalogueCase = {
  id: 'sig-reference-empty-uri',
  group: 'sig',
  title: 'A Reference with an empty URI, or none',
  severity: 'high',
  verdict: 'reject',
  basis: ['SAML Core 5.4.2'],
  risk: 'The signed content depends on the document around it, so verifier and reader may disagree.',
  fix: 'Require that the URI is # and the ID of the parent of the Signature.',
  runs: [wholeDocument('URI=""', ''), wholeDocument('no URI', undefined)],
};

const statusWithId = (honest: ResponseSpec) =>
  renderResponse(
    withResponse(honest, {
      status: `<samlp:Status ID="${decoyId}"><samlp:StatusCode Value="${statusCode.success}"/></samlp:Status>`,
    }),
  );

const subjectWithId = (honest: ResponseSpec) =>
  replaceOnce(renderResponse(honest), '<Subject>', `<Subject ID="${decoyId}">`);

const decoyBeside = (honest: ResponseSpec) =>
  renderResponse(withResponse(honest, { extensions: decoyExtensions(decoyId) }));

const otherElement = (
  title: string,
  check: readonly string[],
  make: (honest: ResponseSpec) => string,
): MessageRun => ({
  title,
  check,
  withoutTrick: unverified,
  message: (honest) =>
    signedShape(
      honest,
      (unsigned) => [{ uri: `#${decoyId}`, digestValue: digestOf(unsigned, `#${decoyId}`) }],
      { unsigned: make(honest) },
    ),
});

export const sigReferenceOtherElement: CatalogueCase = {
  id: 'sig-reference-other-element',
  group: 'sig',
  title: 'A Reference to an element other than the parent of the Signature',
  severity: 'crit',
  verdict: 'reject',
  basis: ['SAML Core 5.4.2', 'CVE-2020-5390'],
  risk: 'The signature does not cover the Assertion, so anyone can write it.',
  fix: 'Require that the Reference names the parent of the Signature, and read only what it covers.',
  runs: [
    otherElement('Status', ['schema', 'signature_profile'], statusWithId),
    otherElement('Subject', ['schema', 'signature_profile'], subjectWithId),
    otherElement('a decoy in Extensions', ['signature_profile'], decoyBeside),
  ],
};
