import type { CatalogueCase, MessageRun } from '../case.ts';
import { withAssertion } from '../change-spec.ts';
import { asHostile } from '../honest.ts';
import { signedAfter } from '../proto/change.ts';
import { hostileIdentity, type ResponseSpec } from '../response-spec.ts';
import { escapeText, insertFirst } from '../xml-text.ts';

/** Adds an attribute that no configuration maps by its Name, before all others. */
const spoofed = (
  friendlyName: string,
  of: (honest: ResponseSpec) => ResponseSpec,
  value: (honest: ResponseSpec) => string,
): MessageRun['message'] =>
  signedAfter((honest) => {
    const signed = of(honest);
    const attribute = `<Attribute Name="urn:example:odd:${friendlyName}" FriendlyName="${friendlyName}"><AttributeValue>${escapeText(value(honest))}</AttributeValue></Attribute>`;
    const { attributes } = signed.assertion;
    return withAssertion(signed, {
      attributes: insertFirst(attributes, 'AttributeStatement', attribute),
    });
  });

const themselves = (honest: ResponseSpec) => honest;

export const friendlyNameSpoof: CatalogueCase = {
  id: 'cond-friendlyname-spoof',
  group: 'cond',
  title: 'A FriendlyName of mail or groups on an attribute with another Name',
  severity: 'high',
  verdict: 'inert',
  basis: ['Kantara IIP-SP11'],
  risk: 'An attribute that users can edit themselves is read as their e-mail address or groups.',
  fix: 'Map attributes by Name and NameFormat; FriendlyName is only for display.',
  runs: [
    {
      title: 'FriendlyName mail',
      message: spoofed('mail', themselves, () => hostileIdentity),
    },
    {
      title: 'FriendlyName groups',
      message: spoofed('groups', themselves, () => `administrators ${hostileIdentity}`),
    },
    {
      title: "FriendlyName mail with the test user's name, signed for the attacker",
      forged: true,
      message: spoofed('mail', asHostile, ({ assertion }) => assertion.nameIdValue),
    },
  ],
};
