import type { ServiceProviderInstance } from 'samlify';
import { binding, nameIdFormat } from '../../saml/names.ts';
import type { ServiceAddress } from '../service-address.ts';
import { loadSamlify } from './load.ts';

/** samlify's picture of us, made from our addresses. */
export async function samlifyServiceProvider({
  entityId,
  acsUrl,
}: ServiceAddress): Promise<ServiceProviderInstance> {
  const { ServiceProvider } = await loadSamlify();
  return ServiceProvider({
    entityID: entityId,
    authnRequestsSigned: false,
    wantAssertionsSigned: true,
    nameIDFormat: [nameIdFormat.emailAddress],
    assertionConsumerService: [{ Binding: binding.post, Location: acsUrl, isDefault: true }],
  });
}

/** Our metadata as XML (SAML Metadata 2.4.4): entity ID, ACS by POST, NameID as e-mail address, assertions signed. */
export async function metadataXml(address: ServiceAddress): Promise<string> {
  return (await samlifyServiceProvider(address)).getMetadata();
}
