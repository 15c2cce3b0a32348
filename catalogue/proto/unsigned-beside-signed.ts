import { ns } from '../../saml/names.ts';
import type { CatalogueCase, MessageRun } from '../case.ts';
import { withResponse } from '../change-spec.ts';
import { asHostile } from '../honest.ts';
import { renderAssertion } from '../render.ts';
import type { ResponseSpec } from '../response-spec.ts';
import { signedAssertion } from '../sign-xml.ts';
import { insertAfter, insertBefore, replaceOnce } from '../xml-text.ts';

/** The claims of an answer, where no schema expects them. */
const loose = ({ assertion }: ResponseSpec): string =>
  replaceOnce(
    assertion.attributes,
    /^<AttributeStatement/,
    `<AttributeStatement xmlns="${ns.assertion}"`,
  );

/** Both ways: a service provider may know people by NameID and merge claims, or know them by a claim. */
const looseStatement = (
  title: string,
  put: (signed: ResponseSpec, statement: string) => { xml: string },
  facts: Pick<MessageRun, 'check'> = {},
): MessageRun[] => [
  {
    ...facts,
    title: `${title}, of the marker beside the honest identity`,
    message: (honest) => put(honest, loose(asHostile(honest))),
  },
  {
    ...facts,
    title: `${title}, of the honest identity beside the marker`,
    forged: true,
    message: (honest) => put(asHostile(honest), loose(honest)),
  },
];

const runs: MessageRun[] = [
  ...looseStatement(
    'an AttributeStatement in Extensions, as the schema allows',
    (signed, statement) => {
      const extensions = `<samlp:Extensions>${statement}</samlp:Extensions>`;
      return { xml: signedAssertion(withResponse(signed, { extensions })) };
    },
  ),
  ...looseStatement(
    'an AttributeStatement before the Assertion',
    (signed, statement) => ({
      xml: insertBefore(signedAssertion(signed), 'Assertion', statement),
    }),
    { check: 'schema' },
  ),
  {
    title: 'an Assertion after the signed one',
    forged: true,
    message: (honest) => ({
      xml: insertAfter(
        signedAssertion(asHostile(honest)),
        'Assertion',
        renderAssertion({ ...honest, assertion: { ...honest.assertion, id: honest.newId() } }),
      ),
    }),
    check: 'one_assertion',
  },
];

export const unsignedBesideSigned: CatalogueCase = {
  id: 'proto-unsigned-beside-signed',
  group: 'proto',
  title: 'Unsigned statements beside a signed Assertion',
  severity: 'crit',
  verdict: 'inert',
  basis: ['SAML Profiles 4.1.4.5'],
  risk: 'Whoever can edit a Response on its way adds claims of their own to a genuine sign-in.',
  fix: 'Read attributes and subject from the bytes that the signature covers, and from nowhere else.',
  runs,
};
