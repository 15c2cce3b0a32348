import { ns } from '../../../saml/names.ts';
import type { CatalogueCase, Run } from '../case.ts';
import { withResponse } from '../change-spec.ts';
import { asHostile } from '../honest.ts';
import { renderAssertion } from '../render.ts';
import { hostileIdentity, type ResponseSpec } from '../response-spec.ts';
import { signedAssertion } from '../sign-xml.ts';
import { insertAfter, insertBefore, replaceOnce } from '../xml-text.ts';

/** The honest claims, all of them about the marker, where no schema expects them. */
function hostileStatement(honest: ResponseSpec): string {
  const { attributes } = asHostile(honest).assertion;
  return replaceOnce(
    attributes.includes(hostileIdentity) ? attributes : '<AttributeStatement/>',
    /^<AttributeStatement/,
    `<AttributeStatement xmlns="${ns.assertion}"`,
  );
}

const runs: Run[] = [
  {
    title: 'an AttributeStatement in Extensions, as the schema allows',
    message: (honest) => {
      const extensions = `<samlp:Extensions>${hostileStatement(honest)}</samlp:Extensions>`;
      return { xml: signedAssertion(withResponse(honest, { extensions })) };
    },
  },
  {
    title: 'an AttributeStatement before the Assertion',
    message: (honest) => ({
      xml: insertBefore(signedAssertion(honest), 'Assertion', hostileStatement(honest)),
    }),
    check: 'schema',
  },
  {
    title: 'an Assertion after the signed one',
    message: (honest) => {
      const hostile = renderAssertion(asHostile(honest));
      return { xml: insertAfter(signedAssertion(honest), 'Assertion', hostile) };
    },
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
