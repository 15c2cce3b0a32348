import { ns } from '../../saml/names.ts';
import type { CatalogueCase, MessageRun } from '../case.ts';
import { withResponse } from '../change-spec.ts';
import { asHostile } from '../honest.ts';
import { renderAssertion } from '../render.ts';
import type { ResponseSpec } from '../response-spec.ts';
import { unverified } from '../sig/unverified.ts';
import { signedAssertion } from '../sign-xml.ts';
import { insertAfter, insertBefore, replaceOnce } from '../xml-text.ts';

/** The AttributeStatement of a response, to be put where the schema does not expect it. */
const loose = ({ assertion }: ResponseSpec): string =>
  replaceOnce(
    assertion.attributes,
    /^<AttributeStatement/,
    `<AttributeStatement xmlns="${ns.assertion}"`,
  );

/** Both ways: a service provider may identify users by NameID and merge claims, or identify them by a claim. */
const looseStatement = (
  title: string,
  put: (signed: ResponseSpec, statement: string) => { xml: string },
  facts: Pick<MessageRun, 'check'> = {},
): MessageRun[] => [
  {
    ...facts,
    title: `${title}, the attacker's next to the test user's Assertion`,
    message: (honest) => put(honest, loose(asHostile(honest))),
  },
  {
    ...facts,
    title: `${title}, the test user's next to the attacker's Assertion`,
    forged: true,
    withoutTrick: unverified,
    message: (honest) => put(asHostile(honest), loose(honest)),
  },
];

const runs: MessageRun[] = [
  ...looseStatement('schema-valid: an AttributeStatement in Extensions', (signed, statement) => {
    const extensions = `<samlp:Extensions>${statement}</samlp:Extensions>`;
    return { xml: signedAssertion(withResponse(signed, { extensions })) };
  }),
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
    withoutTrick: unverified,
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
  title: 'Unsigned statements next to a signed Assertion',
  severity: 'crit',
  verdict: 'inert',
  basis: ['SAML Profiles 4.1.4.5'],
  risk: 'Anyone who can edit a Response in transit can add claims to a valid sign-in.',
  fix: 'Read subject and attributes only from the bytes that the signature covers.',
  runs,
};
