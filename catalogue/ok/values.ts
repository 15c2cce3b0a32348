import { ns } from '../../saml/names.ts';
import type { CatalogueCase, Observation } from '../case.ts';
import { addAttributes, withAssertion, withResponse } from '../change-spec.ts';
import { observe } from '../observe.ts';
import { signedAfter } from '../proto/change.ts';
import type { ResponseSpec } from '../response-spec.ts';
import {
  attributeStatementXml,
  attributeXml,
  issuerXml,
  responseIssuerXml,
} from '../saml-elements.ts';
import { signedAssertion, signXml } from '../sign-xml.ts';
import { NotPlayable, type Stage } from '../stage.ts';
import { escapeAttribute, replaceOnce } from '../xml-text.ts';

const long = (character: string) => character.repeat(256);

/** The NameID itself must stay the one that the service provider knows. */
const withProvidedId = (honest: ResponseSpec): ResponseSpec =>
  withAssertion(honest, {
    nameId: replaceOnce(honest.assertion.nameId, '<NameID', `<NameID SPProvidedID="${long('p')}"`),
  });

async function longIssuer(stage: Stage): Promise<Observation> {
  const { singleSignOn } = stage.identityProvider;
  const agent = await stage.newUserAgent();
  const { cast, newId } = await agent.begin();
  const { idp } = cast;
  const entityId = 'https://idp.example.test/'.padEnd(1024, 'e');
  const metadata = [
    `<EntityDescriptor xmlns="${ns.metadata}" ID="${newId()}" entityID="${entityId}">`,
    `<IDPSSODescriptor protocolSupportEnumeration="${ns.protocol}">`,
    `<KeyDescriptor use="signing"><KeyInfo xmlns="${ns.dsig}"><X509Data><X509Certificate>${idp.certificateBase64}</X509Certificate></X509Data></KeyInfo></KeyDescriptor>`,
    `<SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="${escapeAttribute(singleSignOn)}"/>`,
    '</IDPSSODescriptor></EntityDescriptor>',
  ].join('');
  const loaded = await stage.loadMetadata?.(
    signXml(metadata, { element: 'EntityDescriptor', key: idp }),
  );
  if (!loaded)
    throw new NotPlayable('The check cannot change the metadata that this service provider reads.');
  if (!loaded.accepted)
    return {
      outcome: 'none',
      note: `The service provider refused metadata with an entityID of 1,024 characters: ${loaded.reason ?? 'no reason given'}.`,
    };
  const honest = await agent.begin();
  const renamed = withResponse(withAssertion(honest, { issuer: issuerXml(entityId) }), {
    issuer: responseIssuerXml(entityId),
  });
  const answer = await agent.post(honest, { xml: signedAssertion(renamed) });
  return observe(agent, answer, 'The Issuer in metadata and response has 1,024 characters.');
}

export const okLongValues: CatalogueCase = {
  id: 'ok-long-values',
  group: 'ok',
  title: 'Values of 256 characters and an Issuer of 1,024',
  severity: 'med',
  verdict: 'accept',
  basis: ['Kantara IIP-G02', 'SAML Core 8.3.6'],
  risk: 'Users and organisations with long names cannot sign in, or their truncated values collide.',
  fix: 'Accept strings of 256 characters and entityIDs of 1,024 without truncating them.',
  runs: [
    {
      title: 'AttributeValue',
      message: signedAfter((honest) =>
        addAttributes(honest, attributeXml('urn:example:long', long('v'))),
      ),
    },
    {
      title: 'Name of an Attribute',
      message: signedAfter((honest) =>
        addAttributes(honest, attributeXml(`urn:example:${'n'.repeat(244)}`, 'value')),
      ),
    },
    { title: 'SPProvidedID of the NameID', message: signedAfter(withProvidedId) },
    { title: 'Issuer', needs: ['metadata-control'], play: longIssuer },
  ],
};

export const okMultiValues: CatalogueCase = {
  id: 'ok-multi-values',
  group: 'ok',
  title: 'An Attribute with three values, or two AttributeStatements',
  severity: 'high',
  verdict: 'accept',
  basis: ['Kantara IIP-SP02', 'SAML2int SDP-IDP20', 'SAML Core 2.7.3'],
  risk: 'Users in more than one group cannot sign in, or lose all groups but one.',
  fix: 'Read all values of an Attribute and all AttributeStatements.',
  runs: [
    {
      title: 'three values',
      basis: ['Kantara IIP-SP02', 'SAML2int SDP-IDP20'],
      fix: 'Read all values of an Attribute.',
      message: signedAfter((honest) =>
        addAttributes(honest, attributeXml('urn:example:roles', 'one', 'two', 'three')),
      ),
    },
    {
      title: 'two AttributeStatements',
      severity: 'low',
      basis: ['SAML Core 2.3.3', 'SAML Core 2.7.3'],
      risk: 'Users cannot sign in from identity providers that group attributes in several statements.',
      fix: 'Read the attributes of all AttributeStatements.',
      message: signedAfter((honest) =>
        withAssertion(honest, {
          attributes:
            honest.assertion.attributes +
            attributeStatementXml(attributeXml('urn:example:second', 'statement')),
        }),
      ),
    },
  ],
};
