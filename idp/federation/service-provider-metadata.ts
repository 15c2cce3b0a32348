import type { FastifyInstance } from 'fastify';
import { element, wire } from '../../saml/canonical-writer.ts';
import { binding, nameIdFormat, ns } from '../../saml/names.ts';
import type { IdpContext } from '../context.ts';
import { acsUrl, METADATA_PATH, MICROSOFT_ONLINE } from './microsoft-online.ts';

/**
 * Entra's metadata as a service provider, for identity providers of federated domains: at Entra
 * `https://nexus.microsoftonline-p.com/federationmetadata/saml20/federationmetadata.xml`. It has no key: requests are not signed, and assertions
 * are not encrypted.
 */
export function metadataRoute(app: FastifyInstance, { publicUrl }: IdpContext): void {
  app.get(METADATA_PATH, (_request, reply) =>
    reply
      .type('application/samlmetadata+xml; charset=utf-8')
      .send(`<?xml version="1.0" encoding="utf-8"?>${wire(entityDescriptor(publicUrl()))}`),
  );
}

const entityDescriptor = (publicUrl: string) =>
  element(
    'EntityDescriptor',
    { entityID: MICROSOFT_ONLINE, xmlns: ns.metadata },
    element(
      'SPSSODescriptor',
      { WantAssertionsSigned: 'true', protocolSupportEnumeration: ns.protocol },
      element('NameIDFormat', {}, nameIdFormat.persistent),
      element('AssertionConsumerService', {
        Binding: binding.post,
        Location: acsUrl(publicUrl),
        index: '0',
        isDefault: 'true',
      }),
    ),
  );
