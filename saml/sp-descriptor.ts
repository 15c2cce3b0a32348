import { attribute, childrenNamed, type Element } from './dom.ts';
import {
  certificates,
  type Endpoint,
  endpoint,
  MAX_METADATA_BYTES,
  onlyProvider,
  validUntil,
} from './entity-descriptor.ts';
import { SamlError } from './errors.ts';
import { decodeMetadata } from './metadata-encoding.ts';
import { binding, ns } from './names.ts';
import { parseXml } from './parse.ts';
import { readXsBoolean } from './xs-boolean.ts';

export type { Endpoint } from './entity-descriptor.ts';

export interface IndexedEndpoint extends Endpoint {
  index?: number;
  isDefault: boolean;
}

/** The content of a service provider's metadata. Nothing in it was verified. */
export interface SpDescriptor {
  entityId: string;
  /** In document order, all bindings. */
  acs: IndexedEndpoint[];
  singleLogout: Endpoint[];
  /** DER, base64 on one line: keys without `use` serve both purposes (SAML Metadata 2.4.1.1). */
  encryptionCertificates: string[];
  signingCertificates: string[];
  /** Until when it may be used, if it says so. */
  validUntil?: Date;
  /** Each Assertion must be signed itself (WantAssertionsSigned, SAML Metadata 2.4.4). */
  wantsAssertionsSigned: boolean;
  /** It says that it signs its AuthnRequests (AuthnRequestsSigned, SAML Metadata 2.4.4). */
  signsAuthnRequests: boolean;
  /** Of all AttributeConsumingServices (SAML Metadata 2.4.4.2); nothing is decided by them, so a malformed isRequired counts as false. */
  requestedAttributes: readonly { name: string; isRequired: boolean }[];
}

/**
 * Reads the metadata of one service provider, in UTF-8 or UTF-16. A document with several entities must contain exactly one service
 * provider.
 *
 * @throws {SamlError} `too_large`, `encoding`, `doctype`, `too_deep`, `not_xml`, `wrong_message`, `schema`
 */
export function readSpDescriptor(xml: Uint8Array): SpDescriptor {
  const document = parseXml(decodeMetadata(xml), { maxBytes: MAX_METADATA_BYTES });
  try {
    const { role, entity, entityId } = onlyProvider(document.root, 'SPSSODescriptor');
    const until = validUntil(entity, role);
    const acs = childrenNamed(role, ns.metadata, 'AssertionConsumerService').map(indexedEndpoint);
    if (acs.length === 0)
      throw new SamlError('schema', 'The SPSSODescriptor has no AssertionConsumerService.');
    return {
      entityId,
      acs,
      singleLogout: childrenNamed(role, ns.metadata, 'SingleLogoutService').map(endpoint),
      encryptionCertificates: certificates(role, 'encryption'),
      signingCertificates: certificates(role, 'signing'),
      ...(until && { validUntil: until }),
      wantsAssertionsSigned: isTrue(role, 'WantAssertionsSigned'),
      signsAuthnRequests: isTrue(role, 'AuthnRequestsSigned'),
      requestedAttributes: childrenNamed(role, ns.metadata, 'AttributeConsumingService')
        .flatMap((service) => childrenNamed(service, ns.metadata, 'RequestedAttribute'))
        .map((each) => ({
          name: attribute(each, 'Name') ?? '',
          isRequired: readXsBoolean(attribute(each, 'isRequired') ?? '') ?? false,
        })),
    };
  } finally {
    document.dispose();
  }
}

/** The endpoint for Responses by HTTP-POST: the default, or else the first (SAML Metadata 2.2.3, 2.4.4). */
export function postEndpoint({ acs }: SpDescriptor): IndexedEndpoint | undefined {
  const posted = acs.filter((each) => each.binding === binding.post);
  return posted.find(({ isDefault }) => isDefault) ?? posted[0];
}

function indexedEndpoint(e: Element): IndexedEndpoint {
  const index = attribute(e, 'index');
  return {
    ...endpoint(e),
    ...(index !== undefined && /^\d+$/.test(index.trim()) && { index: Number(index) }),
    isDefault: isTrue(e, 'isDefault'),
  };
}

/** An attribute of type xs:boolean. @throws {SamlError} `schema` */
function isTrue(e: Element, name: string): boolean {
  const value = attribute(e, name);
  if (value === undefined) return false;
  const read = readXsBoolean(value);
  if (read === undefined)
    throw new SamlError(
      'schema',
      `${name} is "${value.slice(0, 100)}", and must be an xs:boolean: true, false, 1 or 0, in this letter case.`,
    );
  return read;
}
