import { attribute, childElements, childrenNamed, type Element, isElement, text } from './dom.ts';
import { SamlError } from './errors.ts';
import { binding, ns } from './names.ts';
import { parseXml } from './parse.ts';
import { withoutUndefined } from './without-undefined.ts';

/** An endpoint as metadata writes it (SAML Metadata 2.2.2); strings as sent. */
export interface Endpoint {
  binding: string;
  location: string;
  responseLocation?: string;
}

export interface IndexedEndpoint extends Endpoint {
  index?: number;
  isDefault: boolean;
}

/** What the metadata of a service provider says. Nothing in it was verified. */
export interface SpDescriptor {
  entityId: string;
  /** In document order, all bindings. */
  acs: IndexedEndpoint[];
  singleLogout: Endpoint[];
  /** DER, base64 on one line: keys without `use` serve both purposes (SAML Metadata 2.4.1.1). */
  encryptionCertificates: string[];
  signingCertificates: string[];
}

/** Metadata of a service provider is a few kilobytes; this is room for a dozen certificates. In bytes. */
const MAX_METADATA_BYTES = 1024 * 1024;

/**
 * Reads the metadata of one service provider. A document of several entities must hold exactly one service provider.
 *
 * @throws {SamlError} `too_large`, `encoding`, `doctype`, `too_deep`, `not_xml`, `wrong_message`, `schema`
 */
export function readSpDescriptor(xml: Uint8Array): SpDescriptor {
  const document = parseXml(xml, { maxBytes: MAX_METADATA_BYTES });
  try {
    const { entity, role } = onlyServiceProvider(document.root);
    const entityId = attribute(entity, 'entityID')?.trim();
    if (!entityId) throw new SamlError('schema', 'The EntityDescriptor has no entityID.');
    const acs = childrenNamed(role, ns.metadata, 'AssertionConsumerService').map(indexedEndpoint);
    if (acs.length === 0)
      throw new SamlError('schema', 'The SPSSODescriptor has no AssertionConsumerService.');
    return {
      entityId,
      acs,
      singleLogout: childrenNamed(role, ns.metadata, 'SingleLogoutService').map(endpoint),
      encryptionCertificates: certificates(role, 'encryption'),
      signingCertificates: certificates(role, 'signing'),
    };
  } finally {
    document.dispose();
  }
}

/** The endpoint that takes Responses by HTTP-POST: the default one, else the first (SAML Metadata 2.2.3, 2.4.4). */
export function postEndpoint({ acs }: SpDescriptor): IndexedEndpoint | undefined {
  const posted = acs.filter((each) => each.binding === binding.post);
  return posted.find(({ isDefault }) => isDefault) ?? posted[0];
}

function onlyServiceProvider(root: Element): { entity: Element; role: Element } {
  const entities = isElement(root, ns.metadata, 'EntitiesDescriptor') ? descendants(root) : [root];
  const found = entities
    .filter((entity) => isElement(entity, ns.metadata, 'EntityDescriptor'))
    .flatMap((entity) =>
      childrenNamed(entity, ns.metadata, 'SPSSODescriptor').map((role) => ({ entity, role })),
    );
  const [first, ...more] = found;
  if (!first)
    throw new SamlError(
      'wrong_message',
      `Metadata of a service provider was expected, and no SPSSODescriptor was found in ${root.name}.`,
    );
  if (more.length > 0)
    throw new SamlError('wrong_message', 'The metadata describes more than one service provider.');
  return first;
}

/** EntitiesDescriptor may nest (SAML Metadata 2.3.1). */
const descendants = (group: Element): Element[] =>
  childElements(group).flatMap((e) =>
    isElement(e, ns.metadata, 'EntitiesDescriptor') ? descendants(e) : [e],
  );

function endpoint(e: Element): Endpoint {
  const location = attribute(e, 'Location')?.trim();
  if (!location || !/^https?:$/.test(URL.parse(location)?.protocol ?? ''))
    throw new SamlError('schema', `The ${e.name} has no http or https Location.`);
  return withoutUndefined({
    binding: attribute(e, 'Binding')?.trim() ?? '',
    location,
    responseLocation: attribute(e, 'ResponseLocation')?.trim(),
  });
}

function indexedEndpoint(e: Element): IndexedEndpoint {
  const index = attribute(e, 'index');
  return {
    ...endpoint(e),
    ...(index !== undefined && /^\d+$/.test(index.trim()) && { index: Number(index) }),
    isDefault: ['true', '1'].includes(attribute(e, 'isDefault')?.trim() ?? ''),
  };
}

function certificates(role: Element, use: 'signing' | 'encryption'): string[] {
  return childrenNamed(role, ns.metadata, 'KeyDescriptor')
    .filter((key) => (attribute(key, 'use') ?? use) === use)
    .flatMap((key) => childrenNamed(key, ns.dsig, 'KeyInfo'))
    .flatMap((info) => childrenNamed(info, ns.dsig, 'X509Data'))
    .flatMap((data) => childrenNamed(data, ns.dsig, 'X509Certificate'))
    .map((certificate) => text(certificate).replace(/\s+/g, ''));
}
