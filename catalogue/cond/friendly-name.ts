import type { CatalogueCase, MessageRun } from '../case.ts';
import { withAssertion } from '../change-spec.ts';
import { asHostile } from '../honest.ts';
import { signedAfter } from '../proto/change.ts';
import { hostileIdentity, type ResponseSpec } from '../response-spec.ts';
import { escapeText, insertFirst } from '../xml-text.ts';

/** An attribute that no configuration maps by its Name, before all honest ones. */
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
  title: 'An attribute of another Name that calls itself mail or groups',
  severity: 'high',
  verdict: 'inert',
  basis: ['Kantara IIP-SP11'],
  risk: 'An attribute that users may fill in themselves is taken for their address or their groups.',
  fix: 'Map attributes by Name and NameFormat; FriendlyName is for people.',
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
      title: 'FriendlyName mail, by which the marker calls itself the honest identity',
      forged: true,
      message: spoofed('mail', asHostile, ({ assertion }) => assertion.nameIdValue),
    },
  ],
};
