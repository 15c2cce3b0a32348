import { element, type XmlElement } from '../../saml/canonical-writer.ts';
import { binding, ns } from '../../saml/names.ts';
import { claimTypesOffered } from './claim-types.ts';

const federation = 'http://docs.oasis-open.org/wsfed/federation/200706';
const authorization = 'http://docs.oasis-open.org/wsfed/authorization/200706';
const addressing = 'http://www.w3.org/2005/08/addressing';

export interface EntityContent {
  /** `_` and a GUID. */
  id: string;
  entityId: string;
  /** Base of the endpoints: public URL and tenant, without a trailing slash. */
  base: string;
  /** DER in base64, one line each: active and inactive ones, so that receivers survive a rollover. */
  certificates: readonly string[];
}

/** The federation metadata of a tenant, unsigned: three roles in Entra's order (entra-saml.md 5.2). */
export function buildEntityDescriptor(entity: EntityContent): XmlElement {
  return element(
    'EntityDescriptor',
    { ID: entity.id, entityID: entity.entityId, xmlns: ns.metadata },
    securityTokenService(entity),
    applicationService(entity),
    identityProvider(entity),
  );
}

const securityTokenService = (entity: EntityContent) =>
  roleDescriptor(
    'fed:SecurityTokenServiceType',
    ...keyDescriptors(entity),
    element(
      'fed:ClaimTypesOffered',
      {},
      ...claimTypesOffered.map(([uri, name, description]) =>
        element(
          'auth:ClaimType',
          { Uri: uri, 'xmlns:auth': authorization },
          element('auth:DisplayName', {}, name),
          element('auth:Description', {}, description),
        ),
      ),
    ),
    element('fed:SecurityTokenServiceEndpoint', {}, endpointReference(`${entity.base}/wsfed`)),
    element('fed:PassiveRequestorEndpoint', {}, endpointReference(`${entity.base}/wsfed`)),
  );

const applicationService = (entity: EntityContent) =>
  roleDescriptor(
    'fed:ApplicationServiceType',
    ...keyDescriptors(entity),
    element('fed:TargetScopes', {}, endpointReference(entity.entityId)),
    element('fed:ApplicationServiceEndpoint', {}, endpointReference(`${entity.base}/wsfed`)),
    element('fed:PassiveRequestorEndpoint', {}, endpointReference(`${entity.base}/wsfed`)),
  );

/** WantAuthnRequestsSigned, NameIDFormat, Organization and ContactPerson are absent, as Entra leaves them. */
function identityProvider(entity: EntityContent): XmlElement {
  const Location = `${entity.base}/saml2`;
  return element(
    'IDPSSODescriptor',
    { protocolSupportEnumeration: ns.protocol },
    ...keyDescriptors(entity),
    element('SingleLogoutService', { Binding: binding.redirect, Location }),
    element('SingleSignOnService', { Binding: binding.redirect, Location }),
    element('SingleSignOnService', { Binding: binding.post, Location }),
  );
}

const roleDescriptor = (type: string, ...children: readonly XmlElement[]) =>
  element(
    'RoleDescriptor',
    {
      'xmlns:xsi': ns.xsi,
      'xmlns:fed': federation,
      'xsi:type': type,
      protocolSupportEnumeration: federation,
    },
    ...children,
  );

const keyDescriptors = ({ certificates }: EntityContent) =>
  certificates.map((certificate) =>
    element(
      'KeyDescriptor',
      { use: 'signing' },
      element(
        'KeyInfo',
        { xmlns: ns.dsig },
        element('X509Data', {}, element('X509Certificate', {}, certificate)),
      ),
    ),
  );

const endpointReference = (address: string) =>
  element(
    'wsa:EndpointReference',
    { 'xmlns:wsa': addressing },
    element('wsa:Address', {}, address),
  );
