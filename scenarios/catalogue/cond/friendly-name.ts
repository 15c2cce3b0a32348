import type { CatalogueCase, Run } from '../case.ts';
import { withAssertion } from '../change-spec.ts';
import { signedAfter } from '../proto/change.ts';
import { hostileIdentity } from '../response-spec.ts';
import { insertFirst } from '../xml-text.ts';

/** An attribute that no configuration maps by its Name, before all honest ones. */
const spoofed = (friendlyName: string, value: string): Run => ({
  title: `FriendlyName ${friendlyName}`,
  message: signedAfter((honest) => {
    const attribute = `<Attribute Name="urn:example:odd:${friendlyName}" FriendlyName="${friendlyName}"><AttributeValue>${value}</AttributeValue></Attribute>`;
    const { attributes } = honest.assertion;
    return withAssertion(honest, {
      attributes: insertFirst(attributes, 'AttributeStatement', attribute),
    });
  }),
});

export const friendlyNameSpoof: CatalogueCase = {
  id: 'cond-friendlyname-spoof',
  group: 'cond',
  title: 'An attribute of another Name that calls itself mail or groups',
  severity: 'high',
  verdict: 'inert',
  basis: ['Kantara IIP-SP11'],
  risk: 'An attribute that users may fill in themselves is taken for their address or their groups.',
  fix: 'Map attributes by Name and NameFormat; FriendlyName is for people.',
  runs: [spoofed('mail', hostileIdentity), spoofed('groups', `administrators ${hostileIdentity}`)],
};
