import type { ServiceProviderInstance } from 'samlify';
import { decryptedMethods } from '../../saml/encryption/algorithms.ts';
import { binding, nameIdFormat } from '../../saml/names.ts';
import type { ServiceAddress } from '../service-address.ts';
import { loadSamlify } from './load.ts';

/** The certificates in our metadata: DER, base64. */
export interface PublishedKeys {
  readonly signing: readonly string[];
  /** The first is the one to encrypt with. */
  readonly encryption: readonly string[];
}

const none: PublishedKeys = { signing: [], encryption: [] };

/** This service provider as samlify describes it, from our addresses; only metadata needs the keys. */
export async function samlifyServiceProvider(
  { entityId, acsUrl, logoutUrl }: ServiceAddress,
  { signing, encryption }: PublishedKeys = none,
): Promise<ServiceProviderInstance> {
  const { Constants, ServiceProvider } = await loadSamlify();
  const settings = {
    entityID: entityId,
    authnRequestsSigned: false,
    wantAssertionsSigned: true,
    signingCert: [...signing],
    encryptCert: [...encryption],
    nameIDFormat: [nameIdFormat.emailAddress],
    // Redirect first: Entra supports no other binding (entra-saml.md 4).
    singleLogoutService: [binding.redirect, binding.post].map((by) => ({
      Binding: by,
      Location: logoutUrl,
    })),
    assertionConsumerService: [{ Binding: binding.post, Location: acsUrl, isDefault: true }],
    elementsOrder: Constants.elementsOrder.shibboleth, // the order of the schema; missing in samlify's type
  };
  return ServiceProvider(settings);
}

/**
 * Our metadata as XML (SAML Metadata 2.4.4): entity ID, keys, what we decrypt, logout, NameID as e-mail address, ACS by POST.
 *
 * @throws {TypeError} when samlify writes encryption keys in another form
 */
export async function metadataXml(address: ServiceAddress, keys: PublishedKeys): Promise<string> {
  const provider = await samlifyServiceProvider(address, keys);
  const [before = '', ...described] = provider.getMetadata().split(encryptionKey);
  if (described.length !== keys.encryption.length)
    throw new TypeError('The encryption keys were not found in the metadata.');
  const withMethods = described.map((rest) => rest.replace('</KeyDescriptor>', `${methods}$&`));
  return [before, ...withMethods].join(encryptionKey);
}

const encryptionKey = '<KeyDescriptor use="encryption">';

/** SAML Metadata 2.4.1.1: after KeyInfo; samlify has no setting for it. */
const methods = decryptedMethods
  .map((uri) => `<EncryptionMethod Algorithm="${uri}"></EncryptionMethod>`)
  .join('');
