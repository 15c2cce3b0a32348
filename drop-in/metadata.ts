import { element, wire, type XmlElement } from '../saml/canonical-writer.ts';
import { binding, nameIdFormat, ns } from '../saml/names.ts';
import { paths } from './paths.ts';

/**
 * The metadata of the image's identity provider (SimpleSAMLphp 1.15, `www/saml2/idp/metadata.php`): one key for signing and encryption,
 * HTTP-Redirect for both services, transient NameIDs. Not signed.
 *
 * @param origin of this site, without a trailing slash
 * @param certificate base64 of the DER, on one line
 */
export function metadataOf(origin: string, certificate: string): string {
  const service = (name: string, path: string) =>
    element(name, { Binding: binding.redirect, Location: origin + path });
  const entity = element(
    'md:EntityDescriptor',
    { 'xmlns:md': ns.metadata, 'xmlns:ds': ns.dsig, entityID: origin + paths.metadata },
    element(
      'md:IDPSSODescriptor',
      { protocolSupportEnumeration: ns.protocol },
      keyDescriptor('signing', certificate),
      keyDescriptor('encryption', certificate),
      service('md:SingleLogoutService', paths.singleLogout),
      element('md:NameIDFormat', {}, nameIdFormat.transient),
      service('md:SingleSignOnService', paths.singleSignOn),
    ),
  );
  return `<?xml version="1.0"?>\n${wire(entity)}\n`;
}

const keyDescriptor = (use: string, certificate: string): XmlElement =>
  element(
    'md:KeyDescriptor',
    { use },
    element(
      'ds:KeyInfo',
      { 'xmlns:ds': ns.dsig },
      element('ds:X509Data', {}, element('ds:X509Certificate', {}, certificate)),
    ),
  );
